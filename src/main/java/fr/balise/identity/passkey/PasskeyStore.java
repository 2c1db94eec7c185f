package fr.balise.identity.passkey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Passkeys as rows. */
@Repository
class PasskeyStore {
    private final JdbcClient jdbc;

    PasskeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a check needs of a key. */
    record Kept(long id, long account, String handle, byte[] attestation, long count) {}

    Optional<Kept> find(byte[] credential) {
        return jdbc.sql("select p.*, a.subject from identity.passkey p join identity.account a on a.id = p.account"
                        + " where p.credential = :credential and a.issuer = 'balise'")
                .param("credential", credential)
                .query((row, _) -> new Kept(
                        row.getLong("id"),
                        row.getLong("account"),
                        row.getString("subject"),
                        row.getBytes("attestation"),
                        row.getLong("sign_count")))
                .optional();
    }

    /** Oldest first. */
    List<Passkey> of(long account) {
        return jdbc.sql("select * from identity.passkey where account = :account order by id")
                .param("account", account)
                .query(PasskeyStore::read)
                .list();
    }

    /** The devices' names of all keys of an account: a device that has one makes no second. */
    List<byte[]> credentials(long account) {
        return jdbc.sql("select credential from identity.passkey where account = :account order by id")
                .param("account", account)
                .query((row, _) -> row.getBytes(1))
                .list();
    }

    /** Empty where some account has that key already. */
    OptionalLong add(long account, MadeKey made, String name, Instant now) {
        var id = jdbc.sql(
                        "insert into identity.passkey (account, credential, attestation, sign_count, name, created_at)"
                                + " values (:account, :credential, :attestation, :count, :name, :now)"
                                + " on conflict (credential) do nothing returning id")
                .param("account", account)
                .param("credential", made.credential())
                .param("attestation", made.attestation())
                .param("count", made.count())
                .param("name", name)
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .optional();
        return id.isPresent() ? OptionalLong.of(id.get()) : OptionalLong.empty();
    }

    /** False where the count does not go on: a copy of the key is about, or one answer came twice [WEBAUTHN 6.1.1]. */
    boolean used(long id, long count, Instant now) {
        return jdbc.sql("update identity.passkey set sign_count = :count, last_used_at = :now where id = :id"
                                + " and (sign_count < :count or (sign_count = 0 and :count = 0))")
                        .param("id", id)
                        .param("count", count)
                        .param("now", Timestamp.from(now))
                        .update()
                > 0;
    }

    boolean rename(long id, long account, String name) {
        return jdbc.sql("update identity.passkey set name = :name where id = :id and account = :account")
                        .param("id", id)
                        .param("account", account)
                        .param("name", name)
                        .update()
                > 0;
    }

    boolean remove(long id, long account) {
        return jdbc.sql("delete from identity.passkey where id = :id and account = :account")
                        .param("id", id)
                        .param("account", account)
                        .update()
                > 0;
    }

    private static Passkey read(ResultSet row, int number) throws SQLException {
        var used = row.getTimestamp("last_used_at");
        return new Passkey(
                row.getLong("id"),
                row.getLong("account"),
                row.getString("name"),
                row.getTimestamp("created_at").toInstant(),
                used == null ? null : used.toInstant());
    }
}
