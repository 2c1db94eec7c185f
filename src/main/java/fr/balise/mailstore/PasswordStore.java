package fr.balise.mailstore;

import fr.balise.identity.Secrets;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Application passwords as rows. */
@Repository
class PasswordStore implements MailPasswords {
    /** Without letters that look alike: people type these into a telephone. 5 bits each. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int LETTERS = 28; // 140 bits
    private static final int GROUP = 7;

    /** A row is written at most this often for each password: a telephone logs in every minute. */
    private static final Duration USE_GRAIN = Duration.ofMinutes(10);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    PasswordStore(JdbcClient jdbc, ApplicationEventPublisher events, InstantSource clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** Heard after the commit: sessions that began with what is no longer valid end. */
    record Withdrawn(AccountId account) {}

    /** A password that fits. */
    record Fitting(long id, long person, Rights rights, boolean worthNoting) {}

    @Override
    @Transactional
    public Issued issue(AccountId account, long person, String device, Rights rights) {
        var secret = fresh();
        var id = jdbc.sql("insert into mailstore.password (account, person, device, hash, may, may_send, issued_at)"
                        + " values (:account, :person, :device, :hash, :may, :send, :now) returning id")
                .param("account", account.value())
                .param("person", person)
                .param("device", device)
                .param("hash", hash(secret))
                .param("may", rights.level().name().toLowerCase(Locale.ROOT))
                .param("send", rights.send())
                .param("now", Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
        return new Issued(id, secret);
    }

    @Override
    @Transactional
    public boolean revoke(AccountId account, long person, long id) {
        boolean revoked = withdraw(account, person, id) > 0;
        if (revoked) events.publishEvent(new Withdrawn(account));
        return revoked;
    }

    @Override
    @Transactional
    public int revokeAll(AccountId account, long person) {
        int revoked = withdraw(account, person, null);
        // Even if there were none: who came with a token has a session all the same.
        events.publishEvent(new Withdrawn(account));
        return revoked;
    }

    private int withdraw(AccountId account, long person, @Nullable Long id) {
        return jdbc.sql("update mailstore.password set revoked_at = :now where account = :account"
                        + " and person = :person and revoked_at is null and (cast(:id as bigint) is null or id = :id)")
                .param("now", Timestamp.from(clock.instant()))
                .param("account", account.value())
                .param("person", person)
                .param("id", id)
                .update();
    }

    @Override
    public List<Long> people(AccountId account) {
        return jdbc.sql(
                        "select distinct person from mailstore.password where account = :account and revoked_at is null")
                .param("account", account.value())
                .query((row, _) -> row.getLong(1))
                .list();
    }

    @Override
    public List<MailPassword> of(AccountId account, long person) {
        return jdbc.sql("select * from mailstore.password where account = :account and person = :person"
                        + " order by id desc limit 200")
                .param("account", account.value())
                .param("person", person)
                .query((row, _) -> new MailPassword(
                        row.getLong("id"),
                        row.getString("device"),
                        new Rights(level(row.getString("may")), row.getBoolean("may_send")),
                        row.getTimestamp("issued_at").toInstant(),
                        instant(row.getTimestamp("used_at")),
                        instant(row.getTimestamp("revoked_at"))))
                .list();
    }

    /** What the secret, with or without the blanks and hyphens in which it is shown, opens of this mailbox. */
    Optional<Fitting> fitting(AccountId account, String secret) {
        var now = clock.instant();
        return jdbc.sql("select id, person, may, may_send, used_at is null or used_at < :old as worth"
                        + " from mailstore.password where hash = :hash and account = :account and revoked_at is null")
                .param("old", Timestamp.from(now.minus(USE_GRAIN)))
                .param("hash", hash(secret))
                .param("account", account.value())
                .query((row, _) -> new Fitting(
                        row.getLong("id"),
                        row.getLong("person"),
                        new Rights(level(row.getString("may")), row.getBoolean("may_send")),
                        row.getBoolean("worth")))
                .optional();
    }

    void used(long id) {
        jdbc.sql("update mailstore.password set used_at = :now where id = :id")
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .update();
    }

    private static String fresh() {
        var secret = new StringBuilder();
        for (int i = 0; i < LETTERS; i++) {
            if (i > 0 && i % GROUP == 0) secret.append('-');
            secret.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return secret.toString();
    }

    /** The blanks and hyphens in which a secret is shown and typed are no part of it. */
    private static byte[] hash(String secret) {
        return Secrets.hash(secret.replaceAll("[ -]", ""));
    }

    private static Level level(String word) {
        return Level.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
