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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    public List<MailAccount> find(Collection<AccountId> ids) {
        return jdbc.sql("select * from mailstore.account where id = any(:ids)")
                .param("ids", values(ids))
                .query((row, _) -> read(row))
                .list();
    }

    private static Long[] values(Collection<AccountId> ids) {
        return ids.stream().map(AccountId::value).toArray(Long[]::new);
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
                        .param("line", refusal(delivery))
                        .param("id", id.value())
                        .update());
    }

    @Override
    public void access(AccountId id, Access access) {
        changed(
                id,
                jdbc.sql("update mailstore.account set access = :access where id = :id and erased_at is null")
                        .param("access", word(access))
                        .param("id", id.value())
                        .update());
    }

    @Override
    public boolean forwards(AccountId id, boolean allowed) {
        return jdbc.sql("update mailstore.account set forwards = :allowed where id = :id and forwards <> :allowed")
                        .param("allowed", allowed)
                        .param("id", id.value())
                        .update()
                == 1;
    }

    @Override
    public Optional<MailUsage> usage(AccountId id) {
        return Optional.ofNullable(usages(List.of(id)).get(id));
    }

    @Override
    public Map<AccountId, MailUsage> usages(Collection<AccountId> ids) {
        var usages = new HashMap<AccountId, MailUsage>();
        jdbc.sql("select a.id, u.*, l.last_login from mailstore.account a"
                        + " join mailstore.usage u on u.username = a.address_key"
                        + " left join mailstore.last_login l on l.username = a.address_key where a.id = any(:ids)")
                .param("ids", values(ids))
                .query(row -> {
                    var full = row.getTimestamp("full_since");
                    var login = row.getObject("last_login", Long.class);
                    usages.put(
                            new AccountId(row.getLong("id")),
                            new MailUsage(
                                    DataSize.ofBytes(row.getLong("bytes")),
                                    row.getLong("messages"),
                                    full == null ? null : full.toInstant(),
                                    login == null ? null : Instant.ofEpochSecond(login)));
                });
        return usages;
    }

    @Override
    public void erased(AccountId id) {
        var now = Timestamp.from(clock.instant());
        jdbc.sql("update mailstore.account set erased_at = coalesce(erased_at, :now) where id = :id")
                .param("now", now)
                .param("id", id.value())
                .update();
        for (var table :
                List.of("password", "sieve", "activity", "unread", "unread_day", "untold", "sent_hour", "sender_login"))
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

    @Override
    @Transactional
    public Set<AccountId> settle(List<Settled> wanted) {
        var before = accessOf(wanted);
        for (var one : wanted)
            if (!before.containsKey(one.id()) && open(one.id(), one.address()) instanceof Refused(var why))
                throw new NoSuchElementException("no hosted mailbox " + one.id() + ": " + why);
        write(wanted);
        scripts(wanted.stream().filter(one -> one.access() != null).toList());
        return wanted.stream()
                .filter(one ->
                        one.access() == null || one.access().compareTo(before.getOrDefault(one.id(), Access.OPEN)) > 0)
                .map(Settled::id)
                .collect(Collectors.toSet());
    }

    /** Holds them until commit: whoever tells of one of them at the same time waits, and finds what is so already. */
    private Map<AccountId, Access> accessOf(List<Settled> wanted) {
        var found = new HashMap<AccountId, Access>();
        jdbc.sql("select id, access from mailstore.account where id = any(:ids) order by id for update")
                .param("ids", ids(wanted))
                .query(row -> {
                    found.put(new AccountId(row.getLong("id")), access(row.getString("access")));
                });
        return found;
    }

    private static Long[] ids(List<Settled> wanted) {
        return wanted.stream().map(one -> one.id().value()).toArray(Long[]::new);
    }

    private void write(List<Settled> wanted) {
        jdbc.sql("update mailstore.account a set refusal = w.refusal, zone = w.zone, access = w.access"
                        + " from unnest(:ids, :refusals, :zones, :accesses) as w(id, refusal, zone, access) where a.id = w.id"
                        + " and (a.refusal, a.zone, a.access) is distinct from (w.refusal, w.zone, w.access)")
                .param("ids", ids(wanted))
                .param("refusals", texts(wanted, one -> refusal(one.delivery())))
                .param("zones", texts(wanted, one -> one.zone().getId()))
                .param("accesses", texts(wanted, one -> word(one.access() == null ? Access.OFF : one.access())))
                .update();
    }

    /** A script that stays keeps its version: Dovecot compiled it under that number. */
    private void scripts(List<Settled> wanted) {
        if (wanted.isEmpty()) return;
        for (var sql : List.of(
                "update mailstore.account a set forwards = false from unnest(:ids, :scripts) as w(id, script)"
                        + " where a.id = w.id and a.forwards and w.script is distinct from"
                        + " (select s.script from mailstore.sieve s where s.account = w.id)",
                "delete from mailstore.sieve s using unnest(:ids, :scripts) as w(id, script)"
                        + " where s.account = w.id and s.script is distinct from w.script",
                "insert into mailstore.sieve (account, script) select id, script from unnest(:ids, :scripts) as w(id, script)"
                        + " where script is not null and not exists (select from mailstore.sieve s where s.account = w.id)"))
            jdbc.sql(sql)
                    .param("ids", ids(wanted))
                    .param("scripts", texts(wanted, Settled::script))
                    .update();
    }

    private static String[] texts(List<Settled> wanted, Function<Settled, @Nullable String> part) {
        return wanted.stream().map(part).toArray(String[]::new);
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
                access(row.getString("access")),
                row.getTimestamp("opened_at").toInstant(),
                row.getTimestamp("erased_at") != null);
    }

    private static String word(Access access) {
        return access.name().toLowerCase(Locale.ROOT);
    }

    private static Access access(String word) {
        return Access.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static @Nullable String refusal(Delivery delivery) {
        return delivery instanceof Delivery.Refuse(var line) ? line : null;
    }

    private static Delivery delivery(@Nullable String refusal) {
        return refusal == null ? new Delivery.Accept() : new Delivery.Refuse(refusal);
    }
}
