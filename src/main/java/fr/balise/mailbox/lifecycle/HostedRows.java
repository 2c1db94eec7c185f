package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.Named;
import fr.balise.mailbox.lifecycle.State.Erased;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class HostedRows {
    static final String SUSPENSION = "suspension";

    private static final String SELECT =
            "select h.*, r.new_address, r.french, r.english, r.fate, r.from_on, r.until_on,"
                    + " r.every_days, r.patients, t.told_to as tomb_told_to, t.told_until as tomb_told_until from mailbox.hosted h"
                    + " left join mailbox.reply r on r.hosted = h.id left join mailbox.tombstone t on t.hosted = h.id ";

    private static final String PAGE = " and id > :after order by id limit :limit";

    private final JdbcClient jdbc;

    HostedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Hosted> find(MailboxId id) {
        return one("where h.id = :key", id.value());
    }

    Optional<Hosted> find(MailAddress address) {
        return one("where h.address = :key", address.key());
    }

    List<Hosted> of(Owner owner) {
        return jdbc
                .sql("select id from mailbox.hosted where owner = :owner order by id")
                .param("owner", owner.key())
                .query(Long.class)
                .list()
                .stream()
                .map(id -> find(new MailboxId(id)).orElseThrow())
                .toList();
    }

    private Optional<Hosted> one(String where, Object key) {
        return jdbc.sql(SELECT + where)
                .param("key", key)
                .query((row, number) -> HostedRow.read(row))
                .optional()
                .map(this::measured);
    }

    /**
     * Asked once the row is read, not meanwhile: that would hold two connections at a time, and a pool in which everybody waits for a second one
     * stands still. Measures that are newer than the version do no harm, since saving compares it.
     */
    private Hosted measured(Hosted bare) {
        var standing = measures(bare.id().value());
        var mailbox = bare.suspended(standing.get(SUSPENSION));
        for (var kind : Hold.values()) mailbox = mailbox.holding(kind, standing.get(Named.word(kind)));
        return mailbox;
    }

    private Map<String, Measure> measures(long id) {
        var standing = new HashMap<String, Measure>();
        jdbc.sql("select * from mailbox.measure where hosted = :id and ended_at is null")
                .param("id", id)
                .query(row -> {
                    var by = new By(row.getString("by_actor"), row.getString("by_name"));
                    standing.put(
                            row.getString("kind"),
                            new Measure(row.getString("reason"), by, HostedRow.instant(row, "since")));
                });
        return standing;
    }

    /** @return empty when the address was given before, to whomever */
    Optional<MailboxId> add(
            MailAddress address, MailboxType type, Owner owner, @Nullable Long situation, ZoneId zone, Instant at) {
        return jdbc.sql(
                        "insert into mailbox.hosted (address, display, type, owner, situation, zone, opened_at, state, since)"
                                + " values (:address, :display, :type, :owner, :situation, :zone, :at, 'active', :at)"
                                + " on conflict (address) do nothing returning id")
                .param("address", address.key())
                .param("display", address.toString())
                .param("type", type.name())
                .param("owner", owner.key())
                .param("situation", situation)
                .param("zone", zone.getId())
                .param("at", HostedRow.at(at))
                .query(Long.class)
                .optional()
                .map(MailboxId::new);
    }

    /**
     * Writes what became of {@code from}.
     *
     * @return false, with nothing written, when somebody else changed the mailbox since {@code from} was read
     */
    boolean save(Hosted from, Hosted to, By by, Instant now) {
        var columns = HostedRow.columns(to);
        var assignments = columns.keySet().stream()
                .map(column -> column + " = :" + column)
                .collect(Collectors.joining(", "));
        var written = jdbc.sql("update mailbox.hosted set " + assignments + ", version = version + 1"
                        + " where id = :id and version = :seen")
                .params(columns)
                .param("id", from.id().value())
                .param("seen", from.version())
                .update();
        if (written == 0) return false;
        saveReply(to);
        saveMeasures(from, to, by, now);
        if (to.state() instanceof Erased(var since, var tombstone) && !(from.state() instanceof Erased))
            bury(to, tombstone, since);
        return true;
    }

    private void saveReply(Hosted to) {
        var depublished = HostedRow.depublished(to.state());
        var reply = depublished == null ? null : depublished.reply();
        jdbc.sql("delete from mailbox.reply where hosted = :id")
                .param("id", to.id().value())
                .update();
        if (reply != null)
            jdbc.sql(
                            "insert into mailbox.reply values (:id, :to, :french, :english, :fate, :from, :until, :every, :patients)")
                    .param("id", to.id().value())
                    .param("to", reply.newAddress().toString())
                    .param("french", reply.french())
                    .param("english", reply.english())
                    .param("fate", Named.word(reply.fate()))
                    .param("from", reply.from())
                    .param("until", reply.until())
                    .param("every", reply.everyDays())
                    .param("patients", reply.patients())
                    .update();
    }

    private void saveMeasures(Hosted from, Hosted to, By by, Instant now) {
        for (var kind : Hold.values())
            saveMeasure(
                    to.id(),
                    Named.word(kind),
                    from.holds().get(kind),
                    to.holds().get(kind),
                    by,
                    now);
        saveMeasure(to.id(), SUSPENSION, from.suspension(), to.suspension(), by, now);
    }

    private void saveMeasure(
            MailboxId id, String kind, @Nullable Measure before, @Nullable Measure after, By by, Instant now) {
        if (Objects.equals(before, after)) return;
        if (before != null)
            jdbc.sql("update mailbox.measure set ended_at = :at, ended_by = :actor, ended_by_name = :name"
                            + " where hosted = :id and kind = :kind and ended_at is null")
                    .param("at", HostedRow.at(now))
                    .param("actor", by.actor())
                    .param("name", by.name())
                    .param("id", id.value())
                    .param("kind", kind)
                    .update();
        if (after != null)
            jdbc.sql("insert into mailbox.measure (hosted, kind, reason, since, by_actor, by_name)"
                            + " values (:id, :kind, :reason, :since, :actor, :name)")
                    .param("id", id.value())
                    .param("kind", kind)
                    .param("reason", after.reason())
                    .param("since", HostedRow.at(after.since()))
                    .param("actor", after.by().actor())
                    .param("name", after.by().name())
                    .update();
    }

    /** What only served the closing goes with the mail: digests of correspondents most of all. */
    private void forget(MailboxId id) {
        for (var table : List.of("notice_sent", "closing_reminder", "closing_draft"))
            jdbc.sql("delete from mailbox." + table + " where hosted = :id")
                    .param("id", id.value())
                    .update();
        jdbc.sql("delete from mailbox.copied_folder where source = 'mailbox:' || :id or target = :id")
                .param("id", id.value())
                .update();
    }

    private void bury(Hosted mailbox, State.Tombstone tombstone, Instant at) {
        forget(mailbox.id());
        jdbc.sql("insert into mailbox.tombstone values (:address, :id, :owner, :at, :to, :until)")
                .param("address", mailbox.address().key())
                .param("id", mailbox.id().value())
                .param("owner", mailbox.owner().key())
                .param("at", HostedRow.at(at))
                .param("to", HostedRow.text(tombstone.toldTo()))
                .param("until", tombstone.toldUntil())
                .update();
    }

    void note(MailboxId id, String act, State state, long version, By by, Instant at) {
        jdbc.sql("insert into mailbox.hosted_act (hosted, act, state, version, at, by_actor, by_name)"
                        + " values (:id, :act, :state, :version, :at, :actor, :name)")
                .param("id", id.value())
                .param("act", act)
                .param("state", state.word())
                .param("version", version)
                .param("at", HostedRow.at(at))
                .param("actor", by.actor())
                .param("name", by.name())
                .update();
    }

    /** What happened to a mailbox, oldest first. */
    List<Happened> acts(MailboxId id) {
        return jdbc.sql("select * from mailbox.hosted_act where hosted = :id order by id")
                .param("id", id.value())
                .query((row, number) -> new Happened(
                        row.getString("act"),
                        row.getString("state"),
                        HostedRow.instant(row, "at"),
                        row.getString("by_name")))
                .list();
    }

    /** Mailboxes whose day of erasure is that day or before, in pages. The day is looked at again in the mailbox's own zone. */
    List<MailboxId> due(LocalDate day, long after, int limit) {
        return page(
                jdbc.sql("select id from mailbox.hosted where state = 'retrieval-only' and erase_on <= :day" + PAGE)
                        .param("day", day),
                after,
                limit);
    }

    List<MailboxId> active(long after, int limit) {
        return page(jdbc.sql("select id from mailbox.hosted where state = 'active'" + PAGE), after, limit);
    }

    List<MailboxId> outOfLine(long after, int limit) {
        return page(jdbc.sql("select id from mailbox.hosted where in_line < version" + PAGE), after, limit);
    }

    private static List<MailboxId> page(JdbcClient.StatementSpec asked, long after, int limit) {
        return asked.param("after", after)
                .param("limit", limit)
                .query((row, _) -> new MailboxId(row.getLong("id")))
                .list();
    }

    /** Never backwards: an older call may end after a newer one. */
    void inLine(MailboxId id, long version) {
        jdbc.sql("update mailbox.hosted set in_line = :version where id = :id and in_line < :version")
                .param("version", version)
                .param("id", id.value())
                .update();
    }

    boolean isInLine(MailboxId id) {
        return jdbc.sql("select in_line >= version from mailbox.hosted where id = :id")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }
}
