package fr.balise.mailstore;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What Dovecot and Postfix may see of the database: their views and nothing else. Their roles are made with the database, or by whoever
 * runs an external one (docs/engine.md).
 */
@Component
class EngineAccess implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(EngineAccess.class);
    static final String DOVECOT = "balise_dovecot";
    static final String POSTFIX = "balise_postfix";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final MailstoreSettings settings;

    EngineAccess(JdbcClient jdbc, TransactionTemplate transaction, MailstoreSettings settings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.settings = settings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(_ -> {
            place();
            grant(
                    DOVECOT,
                    List.of(
                            "select on mailstore.dovecot_userdb, mailstore.dovecot_sieve_name, mailstore.dovecot_sieve_data",
                            "execute on function mailstore.userdb(bigint, boolean)",
                            "select, insert, update, delete on mailstore.usage, mailstore.last_login"));
            grant(
                    POSTFIX,
                    List.of("select on mailstore.postfix_domain, mailstore.postfix_mailbox,"
                            + " mailstore.postfix_alias, mailstore.postfix_recipient, mailstore.postfix_arrival, mailstore.postfix_sender,"
                            + " mailstore.postfix_full, mailstore.postfix_relation, mailstore.postfix_redirect"));
        });
    }

    /** Tells the views where homes are; also after the demo emptied all tables. */
    void place() {
        jdbc.sql(
                        "insert into mailstore.place (mail_root) values (:root) on conflict (one) do update set mail_root = :root")
                .param("root", settings.folder().toAbsolutePath().normalize().toString())
                .update();
    }

    private void grant(String role, List<String> rights) {
        var known = jdbc.sql("select exists (select from pg_roles where rolname = :role)")
                .param("role", role)
                .query(Boolean.class)
                .single();
        if (!known) {
            if (settings.enabled()) LOG.error("the database role {} is missing: see docs/engine.md", role);
            return;
        }
        jdbc.sql("grant usage on schema mailstore to " + role).update();
        for (var right : rights) jdbc.sql("grant " + right + " to " + role).update();
    }
}
