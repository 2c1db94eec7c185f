package fr.balise.mailbox;

import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SentChecks {
    private final JdbcClient jdbc;

    SentChecks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes the turn of an address, in one statement, so that two people who ask at once get one message.
     *
     * @param before what the last check must have been earlier than
     * @return false when it was not
     */
    boolean takeTurn(MailAddress address, Instant now, Instant before) {
        return jdbc.sql("insert into mailbox.check_turn as turn (address, last_at) values (:address, :now)"
                                + " on conflict (address) do update set last_at = :now where turn.last_at < :before")
                        .param("address", address.key())
                        .param("now", utc(now))
                        .param("before", utc(before))
                        .update()
                == 1;
    }

    /** When each address was last written to, whoever asked. */
    Map<String, Instant> turns(Collection<String> addresses) {
        return addresses.isEmpty()
                ? Map.of()
                : moments(jdbc.sql("select address, last_at from mailbox.check_turn where address in (:addresses)")
                        .param("addresses", addresses));
    }

    /** When somebody else last confirmed that an address is read. */
    Map<String, Instant> confirmedByOthers(NationalPersonId person, Collection<String> addresses) {
        return addresses.isEmpty()
                ? Map.of()
                : moments(jdbc.sql("select address, max(confirmed_at) from mailbox.check_sent"
                                + " where address in (:addresses) and person <> :person and confirmed_at is not null"
                                + " group by address")
                        .param("addresses", addresses)
                        .param("person", person.value()));
    }

    private static Map<String, Instant> moments(JdbcClient.StatementSpec question) {
        var moments = new LinkedHashMap<String, Instant>();
        question.query(row -> {
            moments.put(row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant());
        });
        return moments;
    }

    void add(
            NationalPersonId person, MailAddress address, Actor actor, CheckSecret secret, Instant now, Instant until) {
        jdbc.sql("insert into mailbox.check_sent (person, address, account, by_name, token_hash, code_salt, code_hash,"
                        + " sent_at, expires_at)"
                        + " values (:person, :address, :account, :by, :token, :salt, :code, :now, :until)")
                .param("person", person.value())
                .param("address", address.key())
                .param("account", actor.account())
                .param("by", actor.name())
                .param("token", secret.tokenHash())
                .param("salt", secret.salt())
                .param("code", secret.codeHash())
                .param("now", utc(now))
                .param("until", utc(until))
                .update();
    }

    int sentSince(long account, Instant since) {
        return jdbc.sql("select count(*) from mailbox.check_sent where account = :account and sent_at >= :since")
                .param("account", account)
                .param("since", utc(since))
                .query(Integer.class)
                .single();
    }

    /** Newest first, by key of the address. */
    Map<String, List<SentCheck>> of(NationalPersonId person) {
        return jdbc
                .sql("select * from mailbox.check_sent where person = :person order by id desc")
                .param("person", person.value())
                .query(SentChecks::read)
                .list()
                .stream()
                .collect(java.util.stream.Collectors.groupingBy(SentCheck::address));
    }

    Optional<SentCheck> withToken(byte[] hash) {
        return jdbc.sql("select * from mailbox.check_sent where token_hash = :hash")
                .param("hash", hash)
                .query(SentChecks::read)
                .optional();
    }

    /** The newest check that this account asked for; locked, so that attempts are counted one by one. */
    Optional<Locked> lock(NationalPersonId person, MailAddress address, long account) {
        return jdbc.sql("select * from mailbox.check_sent"
                        + " where person = :person and address = :address and account = :account"
                        + " order by id desc limit 1 for update")
                .param("person", person.value())
                .param("address", address.key())
                .param("account", account)
                .query((row, number) ->
                        new Locked(read(row, number), row.getBytes("code_salt"), row.getBytes("code_hash")))
                .optional();
    }

    record Locked(SentCheck check, byte[] salt, byte[] codeHash) {}

    /** @return false when it was confirmed before */
    boolean confirm(long id, Instant now) {
        return jdbc.sql("update mailbox.check_sent set confirmed_at = :now where id = :id and confirmed_at is null")
                        .param("now", utc(now))
                        .param("id", id)
                        .update()
                == 1;
    }

    void countWrongCode(long id) {
        jdbc.sql("update mailbox.check_sent set wrong_codes = wrong_codes + 1 where id = :id")
                .param("id", id)
                .update();
    }

    /** Ends what waits for an answer. */
    void end(NationalPersonId person, MailAddress address, Instant now) {
        jdbc.sql(
                        "update mailbox.check_sent set expires_at = :now"
                                + " where person = :person and address = :address and confirmed_at is null and expires_at > :now")
                .param("now", utc(now))
                .param("person", person.value())
                .param("address", address.key())
                .update();
    }

    private static SentCheck read(ResultSet row, int number) throws SQLException {
        return new SentCheck(
                row.getLong("id"),
                row.getString("person"),
                row.getString("address"),
                row.getLong("account"),
                row.getString("by_name"),
                row.getObject("sent_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getInt("wrong_codes"),
                instant(row.getObject("confirmed_at", OffsetDateTime.class)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
