package fr.balise.directory.local;

import fr.balise.directory.Publication.Drift;
import fr.balise.directory.Publication.Observed;
import fr.balise.directory.Publication.Request;
import fr.balise.directory.Publication.State;
import fr.balise.directory.Publication.Wanted;
import fr.balise.directory.courier.PublisherSettings;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads what Balise states beside what the newest mailbox file says of the same address, person and structure. */
@Repository
class Statements {
    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

    private static final String ROWS = """
            select * from (
              select l.*, d.key, d.display, d.type, f.as_of, n.id is not null listed,
                     e.state errand, e.attempts, e.next_try, e.requested_at, e.reason,
                     case when f.as_of is null then null
                          when l.gone_since is null and not l.unlisted then
                            case when n.id is null then 'MISSING'
                                 when d.type in ('ORG', 'APP') and coalesce(l.service, '') <> coalesce(n.service, '') then 'DIFFERENT' end
                          when n.id is not null and not exists (
                            select 1 from directory.attachment o
                             where o.address_id = l.address_id and o.source = 'local' and o.gone_since is null and not o.unlisted
                               and o.person_id is not distinct from l.person_id
                               and o.structure_id is not distinct from l.structure_id) then 'STILL_LISTED' end drift
                from directory.attachment l
                join directory.address d on d.id = l.address_id
                left join directory.errand e on e.attachment_id = l.id
                left join directory.attachment n
                       on n.address_id = l.address_id and n.source = 'national' and n.gone_since is null
                      and n.person_id is not distinct from l.person_id and n.structure_id is not distinct from l.structure_id
                cross join (select max(f.as_of) as_of from directory.load_file f
                              join directory.load o on o.id = f.load_id and o.state = 'applied' where f.source = 'mailbox') f
               where l.source = 'local') x
             where %s order by id""";

    private final JdbcClient jdbc;
    private final boolean asks;

    Statements(JdbcClient jdbc, PublisherSettings publisher) {
        this.jdbc = jdbc;
        this.asks = publisher.way() != PublisherSettings.Way.NONE;
    }

    List<State> of(Collection<MailAddress> addresses) {
        return jdbc.sql(ROWS.formatted("key = any(?)"))
                .param(addresses.stream().map(MailAddress::key).toArray(String[]::new))
                .query(this::state)
                .list();
    }

    List<State> drifting(long after, int limit) {
        return jdbc.sql(ROWS.formatted("drift is not null and id > ?") + " limit " + limit)
                .param(after)
                .query(this::state)
                .list();
    }

    List<State> failed(long after, int limit) {
        return jdbc.sql(ROWS.formatted("errand = 'failed' and id > ?") + " limit " + limit)
                .param(after)
                .query(this::state)
                .list();
    }

    long drifts() {
        return jdbc.sql("select count(*) from (" + ROWS.formatted("drift is not null") + ") y")
                .query(Long.class)
                .single();
    }

    private State state(ResultSet r, int number) throws SQLException {
        var statement = LocalRows.statement(r);
        var wanted = new Wanted(
                MailAddress.parse(r.getString("display")),
                MailboxType.valueOf(r.getString("type")),
                LocalRows.place(r).carrier(),
                statement.visibility(),
                statement.rank(),
                statement.description(),
                statement.service(),
                statement.responsible());
        var wantedAt = Objects.requireNonNull(instant(r, "written_at"));
        return new State(
                r.getLong("id"), wanted, r.getDate("gone_since") != null, wantedAt, request(r), observed(r, wantedAt));
    }

    private static Observed observed(ResultSet r, Instant wantedAt) throws SQLException {
        var fileOf = r.getObject("as_of", LocalDate.class);
        var drift = r.getString("drift");
        return new Observed(
                fileOf,
                r.getBoolean("listed"),
                fileOf != null && !wantedAt.atZone(ZONE).toLocalDate().isBefore(fileOf),
                drift == null ? null : Drift.valueOf(drift));
    }

    private Request request(ResultSet r) throws SQLException {
        var state = r.getString("errand");
        if (state == null) return new Request.NotAsked();
        int attempts = r.getInt("attempts");
        var reason = r.getString("reason");
        return switch (state) {
            case "waiting", "asking" ->
                asks
                        ? new Request.Waiting(attempts, Objects.requireNonNull(instant(r, "next_try")), reason)
                        : new Request.NotAsked();
            case "done" -> new Request.Told(Objects.requireNonNull(instant(r, "requested_at")));
            case "failed" -> new Request.Failed(attempts, Objects.requireNonNull(reason));
            default -> throw new IllegalStateException("an errand in no known state");
        };
    }

    private static @Nullable Instant instant(ResultSet r, String column) throws SQLException {
        var at = r.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
