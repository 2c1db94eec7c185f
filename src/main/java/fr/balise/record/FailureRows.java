package fr.balise.record;

import fr.balise.kernel.Sha256;
import fr.balise.mailstore.AccountId;
import fr.balise.record.document.FailureNotice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of failures that came back. */
@Repository
class FailureRows {
    private static final int SHOWN = 200;

    private final JdbcClient jdbc;
    private final Seals sealing;

    FailureRows(JdbcClient jdbc, Seals sealing) {
        this.jdbc = jdbc;
        this.sealing = sealing;
    }

    /** UIDs that were read before, in any folder numbered so. */
    Set<Long> known(AccountId account, long uidValidity) {
        return new HashSet<>(
                jdbc.sql("select uid from record.failure where account = :account and uid_validity = :validity")
                        .param("account", account.value())
                        .param("validity", uidValidity)
                        .query(Long.class)
                        .list());
    }

    void add(AccountId account, Place place, FailureNotice notice, boolean own, int receipts, Instant received) {
        var about = account.toString();
        jdbc.sql(
                        "insert into record.failure (account, notice, message, own, receipts, code, words, sender, title, folder, uid_validity, uid, received_at)"
                                + " values (:account, :notice, :message, :own, :receipts, :code, :words, :sender, :title, :folder, :validity, :uid, :received)"
                                + " on conflict (account, notice) do nothing")
                .param("account", account.value())
                .param("notice", key(place, notice))
                .param("message", notice.original().isEmpty() ? null : Sha256.of(notice.original()))
                .param("own", own)
                .param("receipts", receipts)
                .param("code", notice.code())
                .param("words", sealing.seal(notice.words(), about))
                .param("sender", sealing.seal(notice.sender(), about))
                .param("title", sealing.seal(notice.title(), about))
                .param("folder", sealing.seal(place.folder(), about))
                .param("validity", place.uidValidity())
                .param("uid", place.uid())
                .param("received", Timestamp.from(received))
                .update();
    }

    /** The same notice lies somewhere else now. */
    void moved(AccountId account, Place place, FailureNotice notice) {
        jdbc.sql("update record.failure set folder = :folder, uid_validity = :validity, uid = :uid"
                        + " where account = :account and notice = :notice")
                .param("folder", sealing.seal(place.folder(), account.toString()))
                .param("validity", place.uidValidity())
                .param("uid", place.uid())
                .param("account", account.value())
                .param("notice", key(place, notice))
                .update();
    }

    private static byte[] key(Place place, FailureNotice notice) {
        return Sha256.of(
                notice.id().isEmpty() ? place.folder() + "/" + place.uidValidity() + "/" + place.uid() : notice.id());
    }

    boolean isKnown(AccountId account, Place place, FailureNotice notice) {
        return jdbc.sql("select exists (select from record.failure where account = :account and notice = :notice)")
                .param("account", account.value())
                .param("notice", key(place, notice))
                .query(Boolean.class)
                .single();
    }

    /** The newest first; those that nobody dealt with before all others. */
    List<Failed> of(AccountId account) {
        return jdbc.sql("select * from record.failure where account = :account"
                        + " order by settled_at is not null, received_at desc, id desc limit :most")
                .param("account", account.value())
                .param("most", SHOWN)
                .query((row, _) -> read(row))
                .list();
    }

    long open(AccountId account) {
        return jdbc.sql("select count(*) from record.failure where account = :account and settled_at is null")
                .param("account", account.value())
                .query(Long.class)
                .single();
    }

    boolean settle(AccountId account, long id, String name, Instant now) {
        return jdbc.sql("update record.failure set settled_at = :now, settled_by = :name"
                                + " where account = :account and id = :id and settled_at is null")
                        .param("now", Timestamp.from(now))
                        .param("name", name)
                        .param("account", account.value())
                        .param("id", id)
                        .update()
                > 0;
    }

    private Failed read(ResultSet row) throws SQLException {
        var about = new AccountId(row.getLong("account")).toString();
        var settled = row.getTimestamp("settled_at");
        return new Failed(
                row.getLong("id"),
                row.getBoolean("own"),
                row.getBytes("message") != null,
                row.getInt("receipts"),
                row.getString("code"),
                sealing.open(row.getBytes("words"), about).orElse(""),
                sealing.open(row.getBytes("sender"), about).orElse(""),
                sealing.open(row.getBytes("title"), about).orElse(""),
                row.getTimestamp("received_at").toInstant(),
                settled == null ? null : settled.toInstant(),
                row.getString("settled_by"));
    }

    void forget(AccountId account) {
        jdbc.sql("delete from record.failure where account = :account")
                .param("account", account.value())
                .update();
    }
}
