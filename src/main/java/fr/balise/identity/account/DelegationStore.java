package fr.balise.identity.account;

import fr.balise.kernel.NationalPersonId;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Delegations as rows. */
@Repository
public class DelegationStore {
    private final JdbcClient jdbc;

    DelegationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The holders for whom this account may act on that day, by name. */
    public List<Account> holdersFor(long delegate, LocalDate today) {
        return jdbc.sql("select distinct a.* from identity.delegation d join identity.account a on a.id = d.holder"
                        + " where d.delegate = :delegate and d.revoked_at is null"
                        + " and (d.ends_on is null or d.ends_on >= :today) and a.national_id is not null"
                        + " order by a.name, a.id")
                .param("delegate", delegate)
                .param("today", Date.valueOf(today))
                .query(AccountStore::read)
                .list();
    }

    /** Those who may act for this holder on that day, by name; without those who have no national number. */
    List<NationalPersonId> deputies(NationalPersonId holder, LocalDate today) {
        return jdbc.sql("select distinct d.name, d.national_id from identity.delegation g"
                        + " join identity.account h on h.id = g.holder join identity.account d on d.id = g.delegate"
                        + " where h.national_id = :holder and g.revoked_at is null"
                        + " and (g.ends_on is null or g.ends_on >= :today) and d.national_id is not null order by 1, 2")
                .param("holder", holder.value())
                .param("today", Date.valueOf(today))
                .query((row, _) -> new NationalPersonId(row.getString(2)))
                .list();
    }

    /** Newest first. */
    List<Delegation> by(long holder) {
        return jdbc.sql("select * from identity.delegation where holder = :holder order by id desc")
                .param("holder", holder)
                .query(DelegationStore::read)
                .list();
    }

    /** Holds the row until commit: two people cannot accept one invitation. */
    Optional<Delegation> lock(byte[] tokenHash) {
        return jdbc.sql("select * from identity.delegation where token_hash = :hash for update")
                .param("hash", tokenHash)
                .query(DelegationStore::read)
                .optional();
    }

    Optional<Delegation> lock(long id) {
        return jdbc.sql("select * from identity.delegation where id = :id for update")
                .param("id", id)
                .query(DelegationStore::read)
                .optional();
    }

    long invite(
            long holder, String invited, byte[] tokenHash, Instant now, Instant openUntil, @Nullable LocalDate endsOn) {
        return jdbc.sql("insert into identity.delegation (holder, invited, token_hash, invited_at, open_until, ends_on)"
                        + " values (:holder, :invited, :hash, :now, :until, :ends) returning id")
                .param("holder", holder)
                .param("invited", invited)
                .param("hash", tokenHash)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(openUntil))
                .param("ends", endsOn == null ? null : Date.valueOf(endsOn))
                .query(Long.class)
                .single();
    }

    void opened(long id, long account) {
        jdbc.sql("update identity.delegation set opened_account = :account where id = :id")
                .param("id", id)
                .param("account", account)
                .update();
    }

    void accept(long id, long delegate, Instant now) {
        jdbc.sql("update identity.delegation set delegate = :delegate, accepted_at = :now where id = :id")
                .param("id", id)
                .param("delegate", delegate)
                .param("now", Timestamp.from(now))
                .update();
    }

    void revoke(long id, Instant now) {
        jdbc.sql("update identity.delegation set revoked_at = :now where id = :id")
                .param("id", id)
                .param("now", Timestamp.from(now))
                .update();
    }

    private static Delegation read(ResultSet row, int number) throws SQLException {
        var ends = row.getDate("ends_on");
        var revoked = row.getTimestamp("revoked_at");
        return new Delegation(
                row.getLong("id"),
                row.getLong("holder"),
                row.getString("invited"),
                row.getTimestamp("open_until").toInstant(),
                row.getObject("opened_account", Long.class),
                row.getObject("delegate", Long.class),
                ends == null ? null : ends.toLocalDate(),
                revoked == null ? null : revoked.toInstant());
    }
}
