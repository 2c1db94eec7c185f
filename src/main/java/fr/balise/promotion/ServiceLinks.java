package fr.balise.promotion;

import fr.balise.promotion.Links.Link;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Short links, one per structure, made and read as those of people are. */
@Repository
public class ServiceLinks {
    private final JdbcClient jdbc;

    ServiceLinks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param structure id of the directory */
    public Optional<Link> of(long structure) {
        return jdbc.sql("select code, open from promotion.service_link where structure = ?")
                .param(structure)
                .query(Links::read)
                .optional();
    }

    /** The structure behind a code as it is printed or was typed; empty where there is none, or where it is switched off. */
    Optional<Long> behind(String typed) {
        return Links.code(typed)
                .flatMap(code -> jdbc.sql("select structure from promotion.service_link where code = ? and open")
                        .param(code)
                        .query(Long.class)
                        .optional());
    }

    /** Makes one where there is none. One that was switched off stays so. */
    void make(long structure, long account, Instant now) {
        jdbc.sql("""
                insert into promotion.service_link (code, structure, open, said_at, said_by)
                values (:code, :structure, true, :at, :account) on conflict do nothing""")
                .param("code", Links.fresh())
                .param("structure", structure)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("account", account)
                .update();
    }

    /** False when it was already so. */
    boolean turn(long structure, boolean open, long account, Instant now) {
        return jdbc.sql("""
                        update promotion.service_link set open = :open, said_at = :at, said_by = :account
                         where structure = :structure and open <> :open""")
                        .param("open", open)
                        .param("at", now.atOffset(ZoneOffset.UTC))
                        .param("account", account)
                        .param("structure", structure)
                        .update()
                == 1;
    }
}
