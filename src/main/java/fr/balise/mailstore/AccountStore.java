package fr.balise.mailstore;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.MailAccount.Access;
import fr.balise.mailstore.MailAccount.Delivery;
import fr.balise.mailstore.Opening.Opened;
import fr.balise.mailstore.Opening.Refused;
import fr.balise.mailstore.Opening.Why;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.unit.DataSize;

/** The table behind the views of Dovecot and Postfix. */
@Repository
class AccountStore implements MailAccounts {
    private final JdbcClient jdbc;
    private final MailstoreSettings settings;
    private final InstantSource clock;

    AccountStore(JdbcClient jdbc, MailstoreSettings settings, InstantSource clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    @Transactional
    public Opening open(AccountId id, MailAddress address) {
        if (!HostedAddress.isGood(address)) return new Refused(Why.BAD_ADDRESS);
        if (!hosts(address.domain())) return new Refused(Why.FOREIGN_DOMAIN);
        return jdbc.sql("insert into mailstore.account"
                        + " (id, address, address_key, quota_bytes, reserve_bytes, reserve_days, opened_at)"
                        + " values (:id, :address, :key, :quota, :reserve, :days, :now)"
                        + " on conflict do nothing returning id")
                .param("id", id.value())
                .param("address", address.toString())
                .param("key", address.key())
                .param("quota", settings.quota().toBytes())
                .param("reserve", settings.reserve().toBytes())
                .param("days", settings.reserveTime().toDays())
                .param("now", Timestamp.from(clock.instant()))
                .query(Long.class)
                .optional()
                .<Opening>map(_ -> new Opened(id))
                .orElseGet(() -> again(id, address));
    }

    /** Opening the same mailbox twice changes nothing. */
    private Opening again(AccountId id, MailAddress address) {
        return find(address).filter(there -> there.id().equals(id)).isPresent()
                ? new Opened(id)
                : new Refused(Why.EVER_USED);
    }

    private boolean hosts(String domain) {
        return jdbc.sql("select exists (select from mailstore.domain where name = :name)")
                .param("name", domain)
                .query(Boolean.class)
                .single();
    }

    @Override
    public Optional<MailAccount> find(MailAddress address) {
        return jdbc.sql("select * from mailstore.account where address_key = :key")
                .param("key", address.key())
                .query((row, _) -> read(row))
                .optional();
    }

    @Override
    public Optional<MailAccount> find(AccountId id) {
        return jdbc.sql("select * from mailstore.account where id = :id")
                .param("id", id.value())
                .query((row, _) -> read(row))
                .optional();
    }

    @Override
    public void quota(AccountId id, DataSize quota) {
        changed(
                id,
                jdbc.sql("update mailstore.account set quota_bytes = :quota where id = :id and erased_at is null")
                        .param("quota", quota.toBytes())
                        .param("id", id.value())
                        .update());
        // What is full is judged anew by the trigger of the row.
        jdbc.sql("update mailstore.usage set bytes = bytes"
                        + " where username = (select address_key from mailstore.account where id = :id)")
                .param("id", id.value())
                .update();
    }

    @Override
    public void delivery(AccountId id, Delivery delivery) {
        changed(
                id,
                jdbc.sql("update mailstore.account set refusal = :line where id = :id")
                        .param("line", delivery instanceof Delivery.Refuse(var line) ? line : null)
                        .param("id", id.value())
                        .update());
    }

    @Override
    public void access(AccountId id, Access access) {
        changed(
                id,
                jdbc.sql("update mailstore.account set access = :access where id = :id and erased_at is null")
                        .param("access", access.name().toLowerCase(Locale.ROOT))
                        .param("id", id.value())
                        .update());
    }

    @Override
    public Optional<MailUsage> usage(AccountId id) {
        return jdbc.sql("select u.*, l.last_login from mailstore.account a"
                        + " join mailstore.usage u on u.username = a.address_key"
                        + " left join mailstore.last_login l on l.username = a.address_key where a.id = :id")
                .param("id", id.value())
                .query((row, _) -> {
                    var full = row.getTimestamp("full_since");
                    var login = row.getObject("last_login", Long.class);
                    return new MailUsage(
                            DataSize.ofBytes(row.getLong("bytes")),
                            row.getLong("messages"),
                            full == null ? null : full.toInstant(),
                            login == null ? null : Instant.ofEpochSecond(login));
                })
                .optional();
    }

    @Override
    public void erased(AccountId id) {
        var now = Timestamp.from(clock.instant());
        jdbc.sql("update mailstore.account set erased_at = coalesce(erased_at, :now) where id = :id")
                .param("now", now)
                .param("id", id.value())
                .update();
        for (var table : List.of("password", "sieve", "activity", "unread"))
            jdbc.sql("delete from mailstore." + table + " where account = :id")
                    .param("id", id.value())
                    .update();
        for (var table : List.of("usage", "last_login"))
            jdbc.sql("delete from mailstore." + table
                            + " where username = (select address_key from mailstore.account where id = :id)")
                    .param("id", id.value())
                    .update();
    }

    @Override
    @Transactional
    public void script(AccountId id, @Nullable String sieve) {
        jdbc.sql("delete from mailstore.sieve where account = :id")
                .param("id", id.value())
                .update();
        if (sieve == null) return;
        // A new version each time: Dovecot keeps what it compiled under that number.
        jdbc.sql("insert into mailstore.sieve (account, script) values (:id, :script)")
                .param("id", id.value())
                .param("script", sieve)
                .update();
    }

    private static void changed(AccountId id, int rows) {
        if (rows == 0) throw new NoSuchElementException("no hosted mailbox " + id);
    }

    private static MailAccount read(ResultSet row) throws SQLException {
        return new MailAccount(
                new AccountId(row.getLong("id")),
                MailAddress.parse(row.getString("address")),
                DataSize.ofBytes(row.getLong("quota_bytes")),
                delivery(row.getString("refusal")),
                Access.valueOf(row.getString("access").toUpperCase(Locale.ROOT)),
                row.getTimestamp("opened_at").toInstant(),
                row.getTimestamp("erased_at") != null);
    }

    private static Delivery delivery(@Nullable String refusal) {
        return refusal == null ? new Delivery.Accept() : new Delivery.Refuse(refusal);
    }
}
