package fr.balise.hygiene;

import fr.balise.hygiene.Rule.Brake;
import fr.balise.hygiene.Rule.Kind;
import fr.balise.identity.Actor;
import fr.balise.mailstore.AccountId;
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

/** The tables of rules. */
@Repository
class RuleRows {
    private static final int MONTH = 31;

    private final JdbcClient jdbc;
    private final StockRows names;

    RuleRows(JdbcClient jdbc, StockRows names) {
        this.jdbc = jdbc;
        this.names = names;
    }

    long add(Actor actor, AccountId account, Kind kind, int days, @Nullable String folder, long expected, Instant now) {
        return jdbc.sql("insert into hygiene.rule (account, kind, days, folder, owner, owner_name, made_at, expected)"
                        + " values (:account, :kind, :days, :folder, :owner, :name, :now, :expected) returning id")
                .param("account", account.value())
                .param("kind", kind.name())
                .param("days", days)
                .param("folder", folder == null ? null : names.sealed(folder, account))
                .param("owner", actor.account())
                .param("name", actor.name())
                .param("now", Timestamp.from(now))
                .param("expected", expected)
                .query(Long.class)
                .single();
    }

    /** Those that have not ended, the oldest first. */
    List<Rule> of(AccountId account) {
        return jdbc.sql("select * from hygiene.rule where account = :account and ended_at is null order by id")
                .param("account", account.value())
                .query((row, _) -> read(row))
                .list();
    }

    Optional<Rule> find(long id) {
        return jdbc.sql("select * from hygiene.rule where id = :id and ended_at is null")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** Mailboxes with a rule that may not have run today; their own day decides. */
    List<AccountId> due(LocalDate latest) {
        return jdbc.sql(
                        "select distinct account from hygiene.rule where ended_at is null and braked_at is null and paused_at is null"
                                + " and (looked_on is null or looked_on < :latest) order by account")
                .param("latest", Date.valueOf(latest))
                .query((row, _) -> new AccountId(row.getLong(1)))
                .list();
    }

    Optional<LocalDate> lookedOn(Rule rule) {
        return jdbc.sql("select looked_on from hygiene.rule where id = :id and looked_on is not null")
                .param("id", rule.id())
                .query(LocalDate.class)
                .optional();
    }

    void looked(Rule rule, LocalDate day) {
        jdbc.sql("update hygiene.rule set looked_on = :day, expected = 0 where id = :id")
                .param("day", Date.valueOf(day))
                .param("id", rule.id())
                .update();
    }

    void brake(Rule rule, long messages, Instant now) {
        jdbc.sql("update hygiene.rule set braked_at = :now, braked = :messages where id = :id and braked_at is null")
                .param("now", Timestamp.from(now))
                .param("messages", messages)
                .param("id", rule.id())
                .update();
    }

    /** It may take as many as the person was shown. */
    boolean release(Rule rule, long expected) {
        return jdbc.sql("update hygiene.rule set braked_at = null, expected = :expected, looked_on = null"
                                + " where id = :id and ended_at is null")
                        .param("expected", expected)
                        .param("id", rule.id())
                        .update()
                > 0;
    }

    boolean pause(Rule rule, Instant now) {
        return jdbc.sql(
                                "update hygiene.rule set paused_at = :now where id = :id and paused_at is null and ended_at is null")
                        .param("now", Timestamp.from(now))
                        .param("id", rule.id())
                        .update()
                > 0;
    }

    boolean takeOver(Rule rule, Actor actor) {
        return jdbc.sql("update hygiene.rule set paused_at = null, owner = :owner, owner_name = :name, looked_on = null"
                                + " where id = :id and paused_at is not null and ended_at is null")
                        .param("owner", actor.account())
                        .param("name", actor.name())
                        .param("id", rule.id())
                        .update()
                > 0;
    }

    boolean end(Rule rule, Instant now) {
        return jdbc.sql("update hygiene.rule set ended_at = :now where id = :id and ended_at is null")
                        .param("now", Timestamp.from(now))
                        .param("id", rule.id())
                        .update()
                > 0;
    }

    /** Messages of its last runs, without the first. */
    List<Long> before(Rule rule) {
        return jdbc.sql(
                        "select messages from hygiene.cleaning where rule = :rule"
                                + " and id > (select min(id) from hygiene.cleaning where rule = :rule) order by id desc limit :month")
                .param("rule", rule.id())
                .param("month", MONTH)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /** Of a month, by rule; rules that have ended since are among them. */
    record Taken(Kind kind, int days, long messages, long octets) {}

    List<Taken> taken(AccountId account, LocalDate from, LocalDate before) {
        return jdbc.sql(
                        "select r.kind, r.days, sum(t.messages), sum(t.octets) from hygiene.rule r"
                                + " join hygiene.cleaning t on t.rule = r.id"
                                + " where r.account = :account and t.ordered_at >= :from and t.ordered_at < :before group by r.id, r.kind, r.days order by r.id")
                .param("account", account.value())
                .param("from", Date.valueOf(from))
                .param("before", Date.valueOf(before))
                .query((row, _) ->
                        new Taken(Kind.valueOf(row.getString(1)), row.getInt(2), row.getLong(3), row.getLong(4)))
                .list();
    }

    /** Whose rules took something in a month that nobody was told about. */
    List<AccountId> untold(LocalDate month) {
        return jdbc.sql("select distinct r.account from hygiene.rule r join hygiene.cleaning t on t.rule = r.id"
                        + " where t.ordered_at >= :month and t.ordered_at < :next"
                        + " and not exists (select 1 from hygiene.rule_report p where p.account = r.account and p.month = :month)"
                        + " order by 1")
                .param("month", Date.valueOf(month))
                .param("next", Date.valueOf(month.plusMonths(1)))
                .query((row, _) -> new AccountId(row.getLong(1)))
                .list();
    }

    /** @return whether it was not told before */
    boolean told(AccountId account, LocalDate month) {
        return jdbc.sql(
                                "insert into hygiene.rule_report (account, month) values (:account, :month) on conflict do nothing")
                        .param("account", account.value())
                        .param("month", Date.valueOf(month))
                        .update()
                > 0;
    }

    private Rule read(ResultSet row) throws SQLException {
        var account = new AccountId(row.getLong("account"));
        var folder = row.getBytes("folder");
        var braked = row.getTimestamp("braked_at");
        return new Rule(
                row.getLong("id"),
                account,
                Kind.valueOf(row.getString("kind")),
                row.getInt("days"),
                folder == null ? null : names.opened(folder, account),
                row.getLong("owner"),
                row.getString("owner_name"),
                row.getTimestamp("made_at").toInstant(),
                row.getLong("expected"),
                braked == null ? null : new Brake(braked.toInstant(), row.getLong("braked")),
                Columns.instant(row, "paused_at"));
    }
}
