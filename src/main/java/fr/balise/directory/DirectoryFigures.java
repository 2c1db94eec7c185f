package fr.balise.directory;

import fr.balise.directory.search.DirectorySearch;
import fr.balise.directory.search.SearchAnswer;
import fr.balise.directory.search.SearchRequest;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How much the directory holds now: what {@code status} shows. */
@Repository
public class DirectoryFigures {
    private final JdbcClient jdbc;
    private final DirectorySearch search;

    DirectoryFigures(JdbcClient jdbc, DirectorySearch search) {
        this.jdbc = jdbc;
        this.search = search;
    }

    /**
     * Present rows alone.
     *
     * @param asOf date of the newest mailbox file applied, else of any file; null before the first load
     */
    public record Figures(@Nullable LocalDate asOf, long persons, long organizations, long mailboxes) {}

    public Figures now() {
        return jdbc.sql("""
                select (select coalesce(max(f.as_of) filter (where f.source = 'mailbox'), max(f.as_of))
                          from directory.load_file f join directory.load l on l.id = f.load_id and l.state = 'applied') as_of,
                       (select count(*) from directory.person where gone_since is null) persons,
                       (select count(*) from directory.structure where gone_since is null) organizations,
                       (select count(*) from directory.address where gone_since is null) mailboxes""")
                .query((r, _) -> new Figures(
                        r.getObject("as_of", LocalDate.class),
                        r.getLong("persons"),
                        r.getLong("organizations"),
                        r.getLong("mailboxes")))
                .single();
    }

    /** {@code ready}, or how far the search is prepared. */
    public String search() {
        return switch (search.search(SearchRequest.of(""))) {
            case SearchAnswer.Found _ -> "ready";
            case SearchAnswer.BeingPrepared(int percent) -> "being prepared (" + percent + " %)";
        };
    }
}
