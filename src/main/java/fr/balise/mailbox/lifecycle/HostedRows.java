package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.Named;
import fr.balise.mailbox.lifecycle.State.Erased;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
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
    private final NamedParameterJdbcTemplate batches;

    HostedRows(JdbcClient jdbc, NamedParameterJdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    Optional<Hosted> find(MailboxId id) {
        return find(List.of(id)).stream().findFirst();
    }

    /** Those that there are, in the order of their ids. */
    List<Hosted> find(Collection<MailboxId> ids) {
        return all("where h.id = any(:key) order by h.id", values(ids));
    }

    Optional<Hosted> find(MailAddress address) {
        return all("where h.address = :key", address.key()).stream().findFirst();
    }

    /** Those that there are. */
    List<Hosted> at(Collection<MailAddress> addresses) {
        return all(
                "where h.address = any(:key)",
                addresses.stream().map(MailAddress::key).toArray(String[]::new));
    }

    private static Long[] values(Collection<MailboxId> ids) {
        return ids.stream().map(MailboxId::value).toArray(Long[]::new);
    }

    List<Hosted> of(Owner owner) {
        return all("where h.owner = :key order by h.id", owner.key());
    }

    List<Hosted> ofAll(Collection<? extends Owner> owners) {
        return all(
                "where h.owner = any(:key) order by h.id",
                owners.stream().map(Owner::key).toArray(String[]::new));
    }

    List<MailboxId> ids(long after, int limit) {
        return page(jdbc.sql("select id from mailbox.hosted where state <> 'erased'" + PAGE), after, limit);
    }

    private List<Hosted> all(String where, Object key) {
        var bare = jdbc.sql(SELECT + where)
                .param("key", key)
                .query((row, number) -> HostedRow.read(row))
                .list();
        return bare.isEmpty() ? bare : measured(bare);
    }

    /**
     * Asked once the row is read, not meanwhile: that would hold two connections at a time, and a pool in which everybody waits for a second one
     * stands still. Measures that are newer than the version do no harm, since saving compares it.
     */
    private List<Hosted> measured(List<Hosted> bare) {
        var standing = measures(values(bare.stream().map(Hosted::id).toList()));
        return bare.stream()
                .map(mailbox ->
                        measured(mailbox, standing.getOrDefault(mailbox.id().value(), Map.of())))
                .toList();
    }

    private static Hosted measured(Hosted bare, Map<String, Measure> standing) {
        var mailbox = bare.suspended(standing.get(SUSPENSION));
        for (var kind : Hold.values()) mailbox = mailbox.holding(kind, standing.get(Named.word(kind)));
        return mailbox;
    }

    private Map<Long, Map<String, Measure>> measures(Long[] ids) {
        var standing = new HashMap<Long, Map<String, Measure>>();
        jdbc.sql("select * from mailbox.measure where hosted = any(:ids) and ended_at is null")
                .param("ids", ids)
                .query(row -> {
                    var by = new By(row.getString("by_actor"), row.getString("by_name"));
                    standing.computeIfAbsent(row.getLong("hosted"), _ -> new HashMap<>())
                            .put(
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

    /** What became of one mailbox. */
    record Change(Hosted from, Hosted to) {}

    /**
     * Writes what became of each.
     *
     * @return those that were written; not the others, which somebody else changed since {@code from} was read
     */
    List<Change> save(List<Change> asked, By by, Instant now) {
        var changes = written(asked);
        saveReplies(changes);
        for (var change : changes) {
            saveMeasures(change.from(), change.to(), by, now);
            if (change.to().state() instanceof Erased(var since, var tombstone)
                    && !(change.from().state() instanceof Erased)) bury(change.to(), tombstone, since);
        }
        return changes;
    }

    /** One after the other in the order of their ids, so that two who change the same ones do not wait for each other for ever. */
    private List<Change> written(List<Change> asked) {
        var changes = asked.stream()
                .sorted(Comparator.comparing(change -> change.to().id().value()))
                .toList();
        if (changes.isEmpty()) return changes;
        var parameters = new ArrayList<Map<String, @Nullable Object>>();
        for (var change : changes) {
            var columns = HostedRow.columns(change.to());
            columns.put("id", change.to().id().value());
            columns.put("seen", change.from().version());
            parameters.add(columns);
        }
        var assignments = HostedRow.columns(changes.getFirst().to()).keySet().stream()
                .map(column -> column + " = :" + column)
                .collect(Collectors.joining(", "));
        var written = batch(
                "update mailbox.hosted set " + assignments
                        + ", version = version + 1 where id = :id and version = :seen",
                parameters);
        return IntStream.range(0, written.length)
                .filter(i -> written[i] > 0)
                .mapToObj(changes::get)
                .toList();
    }

    private int[] batch(String sql, List<Map<String, @Nullable Object>> parameters) {
        return batches.batchUpdate(sql, parameters.toArray(Map[]::new));
    }

    private void saveReplies(List<Change> changes) {
        var before = changes.stream()
                .filter(change -> reply(change.from()) != null)
                .map(change -> change.from().id())
                .toList();
        if (!before.isEmpty())
            jdbc.sql("delete from mailbox.reply where hosted = any(:ids)")
                    .param("ids", values(before))
                    .update();
        var after = new ArrayList<Map<String, @Nullable Object>>();
        for (var change : changes) {
            var reply = reply(change.to());
            if (reply != null) after.add(columns(change.to().id(), reply));
        }
        if (!after.isEmpty())
            batch(
                    "insert into mailbox.reply values (:id, :to, :french, :english, :fate, :from, :until, :every, :patients)",
                    after);
    }

    private static @Nullable AutoReply reply(Hosted mailbox) {
        var depublished = HostedRow.depublished(mailbox.state());
        return depublished == null ? null : depublished.reply();
    }

    private static Map<String, @Nullable Object> columns(MailboxId id, AutoReply reply) {
        var columns = new HashMap<String, @Nullable Object>();
        columns.put("id", id.value());
        columns.put("to", reply.newAddress().toString());
        columns.put("french", reply.french());
        columns.put("english", reply.english());
        columns.put("fate", Named.word(reply.fate()));
        columns.put("from", reply.from());
        columns.put("until", reply.until());
        columns.put("every", reply.everyDays());
        columns.put("patients", reply.patients());
        return columns;
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
        for (var table : List.of("notice_sent", "closing_reminder", "closing_draft", "pointer"))
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

    /** A mailbox as it is from that version on. */
    record Noted(Hosted mailbox, long version) {}

    /** One line of history for each. */
    void note(List<Noted> noted, String act, By by, Instant at) {
        var notes = new ArrayList<Map<String, @Nullable Object>>();
        for (var one : noted) notes.add(note(one.mailbox(), act, one.version(), by, at));
        if (!notes.isEmpty())
            batch(
                    "insert into mailbox.hosted_act (hosted, act, state, version, at, by_actor, by_name)"
                            + " values (:id, :act, :state, :version, :at, :actor, :name)",
                    notes);
    }

    private static Map<String, @Nullable Object> note(Hosted mailbox, String act, long version, By by, Instant at) {
        var note = new HashMap<String, @Nullable Object>();
        note.put("id", mailbox.id().value());
        note.put("act", act);
        note.put("state", mailbox.state().word());
        note.put("version", version);
        note.put("at", HostedRow.at(at));
        note.put("actor", by.actor());
        note.put("name", by.name());
        return note;
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

    /** Whether that is a mailbox held here which is being closed, or was: nobody should be sent there. */
    boolean isEnding(MailAddress address) {
        return find(address)
                .filter(mailbox -> !(mailbox.state() instanceof State.Active))
                .isPresent();
    }

    /** Whose automatic reply says that mail is copied to a mailbox which is not active here any more. */
    List<MailboxId> copyingToNobody() {
        return jdbc.sql(
                        "select h.id from mailbox.reply r join mailbox.hosted h on h.id = r.hosted and h.state = 'depublished'"
                                + " where r.fate = 'copied' and not exists (select from mailbox.hosted t"
                                + " where t.address = lower(r.new_address) and t.state = 'active') order by h.id limit 500")
                .query((row, _) -> new MailboxId(row.getLong("id")))
                .list();
    }

    private static List<MailboxId> page(JdbcClient.StatementSpec asked, long after, int limit) {
        return asked.param("after", after)
                .param("limit", limit)
                .query((row, _) -> new MailboxId(row.getLong("id")))
                .list();
    }

    /** Never backwards: an older call may end after a newer one. @param seen the mailboxes as they were when the servers were told */
    void inLine(List<Hosted> seen) {
        jdbc.sql("update mailbox.hosted h set in_line = v.version from unnest(:ids, :versions) as v(id, version)"
                        + " where h.id = v.id and h.in_line < v.version")
                .param("ids", values(seen.stream().map(Hosted::id).toList()))
                .param("versions", seen.stream().map(Hosted::version).toArray(Long[]::new))
                .update();
    }

    boolean isInLine(MailboxId id) {
        return jdbc.sql("select in_line >= version from mailbox.hosted where id = :id")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }
}
