package fr.balise.identity.account;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who manages which structure's service mailboxes, as rows. */
@Repository
public class ManagerStore {
    private final JdbcClient jdbc;

    ManagerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** idNat_Struct, in order. */
    public Set<String> structuresOf(long account) {
        return new LinkedHashSet<>(jdbc.sql("select structure from identity.manager"
                        + " where account = :account and revoked_at is null order by structure")
                .param("account", account)
                .query(String.class)
                .list());
    }

    /** Whether that changed anything. */
    boolean grant(long account, String structure, String by, Instant now) {
        return jdbc.sql("insert into identity.manager (account, structure, granted_by, granted_at)"
                                + " values (:account, :structure, :by, :now)"
                                + " on conflict (account, structure) where revoked_at is null do nothing")
                        .param("account", account)
                        .param("structure", structure)
                        .param("by", by)
                        .param("now", Timestamp.from(now))
                        .update()
                > 0;
    }

    boolean revoke(long account, String structure, Instant now) {
        return jdbc.sql("update identity.manager set revoked_at = :now"
                                + " where account = :account and structure = :structure and revoked_at is null")
                        .param("account", account)
                        .param("structure", structure)
                        .param("now", Timestamp.from(now))
                        .update()
                > 0;
    }
}
