package fr.balise.directory.store;

import fr.balise.directory.DirectoryAge;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Dates of the national files that were applied. */
@Repository
class Files {
    private static final String APPLIED =
            " from directory.load_file f join directory.load l on l.id = f.load_id and l.state = 'applied'";

    private final JdbcClient jdbc;

    Files(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    DirectoryAge age() {
        return jdbc.sql("select max(f.as_of) filter (where f.source = 'mailbox') mailboxes,"
                        + " max(f.as_of) filter (where f.source = 'activity') activities" + APPLIED)
                .query((r, _) -> new DirectoryAge(
                        r.getObject("mailboxes", LocalDate.class), r.getObject("activities", LocalDate.class)))
                .single();
    }

    Optional<LocalDate> beginning() {
        return jdbc.sql("select f.as_of" + APPLIED
                        + " where f.source = 'mailbox' order by l.applied_at, l.id, f.as_of limit 1")
                .query(LocalDate.class)
                .optional();
    }
}
