package fr.balise.directory.local;

import fr.balise.directory.ListingChanged;
import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.PublicationOutcome;
import fr.balise.directory.PublicationOutcome.Refused;
import fr.balise.directory.PublicationOutcome.Stated;
import fr.balise.directory.PublicationOutcome.Why;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.SensitiveAct;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes what Balise states, in the caller's transaction: the row, the errand to the national directory, the audit, and the event from
 * which search learns. Writers of one address wait for each other.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class LocalRows {
    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

    /** Lock under which one address is written; any constant that nobody else adds to a hash. */
    private static final long WRITING = 0x77726974696e67L;

    private static final String SAME_PLACE = """
            person_id is not distinct from :person::bigint and structure_id is not distinct from :structure::bigint
            and situation_id is not distinct from :situation::bigint""";
    private static final String SAME_PAIR =
            "person_id is not distinct from :person::bigint and structure_id is not distinct from :structure::bigint";

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    LocalRows(JdbcClient jdbc, ApplicationEventPublisher events, InstantSource clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** Until the end of the transaction nobody else writes what goes by this name. To be taken before addresses. */
    public void lock(String name) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, " + WRITING + "))")
                .param(name)
                .query((r, _) -> 0)
                .single();
    }

    /** Until the end of the transaction nobody else writes these addresses. */
    public void lock(Collection<MailAddress> addresses) {
        var keys = addresses.stream().map(MailAddress::key).sorted().distinct().toArray(String[]::new);
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(key, " + WRITING + ")) from unnest(?) key")
                .param(keys)
                .query((r, _) -> 0)
                .list();
    }

    /** The address must be locked and the carrier known. */
    public PublicationOutcome put(MailAddress address, MailboxType type, Place place, Statement statement, String by) {
        var refusal = Rules.refusal(address, type, place.ofStructure(), statement);
        if (refusal.isPresent()) return new Refused(refusal.get());
        var known = address(address).orElseGet(() -> begin(address, type));
        if (known.type != type) return new Refused(Why.OTHER_TYPE);
        var held = held(known.id, place);
        if (held.isPresent() && held.get().is(statement) && known.present) return new Stated(held.get().id, false);
        var shown = shown(known.id);
        keepOthersOfThePairs(List.of(new AtPlace(address, place)));
        long row = held.map(h -> change(h.id, statement)).orElseGet(() -> insert(known.id, place, statement));
        if (!known.present)
            jdbc.sql("update directory.address set gone_since = null where id = ?")
                    .param(known.id)
                    .update();
        tell(List.of(new Told(known.id, row, held.map(Row::statementIfPresent).orElse(null), statement)), shown, by);
        return new Stated(row, true);
    }

    /** The address must be locked. What neither Balise nor the national files have at this place needs no tombstone. */
    public PublicationOutcome withdraw(MailAddress address, Place place, String by) {
        return withdraw(List.of(new AtPlace(address, place)), by).getFirst();
    }

    /** The same for many, in the order asked; each place once. */
    List<Stated> withdraw(List<AtPlace> asked, String by) {
        keepOthersOfThePairs(asked);
        var stands = standing(asked);
        var listed = stands.values().stream().filter(Standing::listed).toList();
        if (!listed.isEmpty()) withdrawn(listed, stands, by);
        return asked.stream()
                .map(one -> stands.containsKey(one) ? stands.get(one).outcome() : new Stated(0, false))
                .toList();
    }

    private void withdrawn(List<Standing> listed, Map<AtPlace, Standing> stands, String by) {
        var addresses = listed.stream().map(Standing::address).distinct().toArray(Long[]::new);
        var shown = shown(addresses);
        for (var gone : goneRows(listed)) stands.put(gone.what(), gone);
        jdbc.sql("update directory.attachment set gone_since = :day, written_at = :now where id = any(:ids)")
                .param("day", today())
                .param("now", now())
                .param(
                        "ids",
                        listed.stream()
                                .flatMap(one -> Optional.ofNullable(one.held()).stream())
                                .map(Row::id)
                                .toArray(Long[]::new))
                .update();
        jdbc.sql("""
                update directory.address d set gone_since = :day where id = any(:ids) and gone_since is null
                   and not exists (select 1 from directory.attachment a where a.address_id = d.id and a.gone_since is null)""").param("day", today()).param("ids", addresses).update();
        var told = listed.stream()
                .map(one -> new Told(
                        one.address(),
                        Objects.requireNonNull(stands.get(one.what())).row(),
                        one.held() == null ? null : one.held().statementIfPresent(),
                        null))
                .toList();
        tell(told, shown, by);
        for (var one : listed)
            stands.compute(one.what(), (_, now) -> Objects.requireNonNull(now).changed());
    }

    /** Rows that say of what only the national files list that it is gone. */
    private List<Standing> goneRows(List<Standing> listed) {
        var fresh = listed.stream().filter(one -> one.held() == null).toList();
        if (fresh.isEmpty()) return List.of();
        var byPlace = new HashMap<List<@Nullable Long>, Standing>();
        for (var one : fresh) byPlace.put(key(one.address(), one.what().place()), one);
        return jdbc.sql("""
                insert into directory.attachment (address_id, person_id, structure_id, situation_id, source, first_seen, gone_since,
                                                  updated_at, written_at)
                select address, person, structure, situation, 'local', :day, :day, 'epoch', :now
                  from unnest(:addresses, :persons, :structures, :situations) as w(address, person, structure, situation)
                returning *""")
                .param("addresses", fresh.stream().map(Standing::address).toArray(Long[]::new))
                .params(columns(fresh.stream().map(Standing::what).toList()))
                .param("day", today())
                .param("now", now())
                .query((r, _) -> {
                    var one = Objects.requireNonNull(byPlace.get(key(r.getLong("address_id"), place(r))));
                    return one.with(new Row(r.getLong("id"), nothing(), true));
                })
                .list();
    }

    private static List<@Nullable Long> key(long address, Place place) {
        return Arrays.asList(address, place.person(), place.structure(), place.situation());
    }

    /**
     * How an address stands at a place before it is withdrawn.
     *
     * @param held Balise's row, null for none; {@code national} whether the files list it there
     */
    private record Standing(
            AtPlace what, long address, @Nullable Row held, boolean national, boolean isChanged) {
        boolean listed() {
            return held == null ? national : !held.gone;
        }

        long row() {
            return held == null ? 0 : held.id;
        }

        Standing with(Row row) {
            return new Standing(what, address, row, national, isChanged);
        }

        Standing changed() {
            return new Standing(what, address, held, national, true);
        }

        Stated outcome() {
            return new Stated(row(), isChanged);
        }
    }

    /** Without those whose address nobody knows. */
    private Map<AtPlace, Standing> standing(List<AtPlace> asked) {
        var found = new HashMap<AtPlace, Standing>();
        jdbc.sql("""
                select w.n, d.id known, l.*,
                       exists (select 1 from directory.attachment a where a.address_id = d.id and a.source = 'national'
                                  and a.gone_since is null and a.person_id is not distinct from w.person
                                  and a.structure_id is not distinct from w.structure) listed
                  from unnest(:keys, :persons, :structures, :situations) with ordinality as w(key, person, structure, situation, n)
                  join directory.address d on d.key = w.key
                  left join directory.attachment l on l.address_id = d.id and l.source = 'local'
                       and l.person_id is not distinct from w.person and l.structure_id is not distinct from w.structure
                       and l.situation_id is not distinct from w.situation""").params(columns(asked)).query(r -> {
            var what = asked.get(r.getInt("n") - 1);
            var held = r.getObject("id") == null
                    ? null
                    : new Row(r.getLong("id"), statement(r), r.getDate("gone_since") != null);
            found.put(what, new Standing(what, r.getLong("known"), held, r.getBoolean("listed"), false));
        });
        return found;
    }

    private static Map<String, Object> columns(List<AtPlace> asked) {
        return Map.of(
                "keys",
                asked.stream().map(one -> one.address().key()).toArray(String[]::new),
                "persons",
                asked.stream().map(one -> one.place().person()).toArray(Long[]::new),
                "structures",
                asked.stream().map(one -> one.place().structure()).toArray(Long[]::new),
                "situations",
                asked.stream().map(one -> one.place().situation()).toArray(Long[]::new));
    }

    private record Address(long id, MailboxType type, boolean present) {}

    private Optional<Address> address(MailAddress address) {
        return jdbc.sql("select id, type, gone_since is null present from directory.address where key = ?")
                .param(address.key())
                .query((r, _) ->
                        new Address(r.getLong("id"), MailboxType.valueOf(r.getString("type")), r.getBoolean("present")))
                .optional();
    }

    /** Not public yet, so nobody's {@code _lastUpdated} may tell of it. A load may have brought the address just now. */
    private Address begin(MailAddress address, MailboxType type) {
        jdbc.sql("""
                insert into directory.address (key, display, domain, type, first_seen, updated_at)
                values (:key, :display, :domain, :type, :day, 'epoch') on conflict (key) do nothing""")
                .param("key", address.key())
                .param("display", address.toString())
                .param("domain", address.domain())
                .param("type", type.name())
                .param("day", today())
                .update();
        return address(address).orElseThrow();
    }

    private record Row(long id, Statement statement, boolean gone) {
        boolean is(Statement other) {
            return !gone && statement.equals(other);
        }

        @Nullable
        Statement statementIfPresent() {
            return gone ? null : statement;
        }
    }

    private Optional<Row> held(long address, Place place) {
        return at(
                        address,
                        place,
                        "select * from directory.attachment where address_id = :address and source = 'local' and "
                                + SAME_PLACE)
                .query((r, _) -> new Row(r.getLong("id"), statement(r), r.getDate("gone_since") != null))
                .optional();
    }

    /**
     * Readers see Balise's rows in place of the national row of the same person and structure. Where that row means another situation
     * than the one spoken about, it is kept as a row of ours: speaking about one situation must not empty another.
     */
    private void keepOthersOfThePairs(List<AtPlace> spoken) {
        var named =
                spoken.stream().filter(one -> one.place().situation() != null).toList();
        if (named.isEmpty()) return;
        jdbc.sql("""
                insert into directory.attachment (address_id, person_id, structure_id, situation_id, source, service, paperless,
                                                  first_seen, listed_since, updated_at, written_at)
                select distinct on (n.address_id, n.person_id, n.structure_id, n.situation_id)
                       n.address_id, n.person_id, n.structure_id, n.situation_id, 'local', n.service, n.paperless, n.first_seen,
                       n.listed_since, n.updated_at, :now
                  from unnest(:keys, :persons, :structures, :situations) as w(key, person, structure, situation)
                  join directory.address d on d.key = w.key
                  join directory.attachment n on n.address_id = d.id and n.source = 'national' and n.gone_since is null
                       and n.situation_id <> w.situation and n.person_id is not distinct from w.person
                       and n.structure_id is not distinct from w.structure
                 where not exists (select 1 from directory.attachment l
                                    where l.address_id = d.id and l.source = 'local' and l.person_id is not distinct from w.person
                                      and l.structure_id is not distinct from w.structure)""").params(columns(named)).param("now", now()).update();
    }

    /** Listed as long as the files list it there already: that our word takes the place of theirs is no beginning. */
    private long insert(long address, Place place, Statement statement) {
        return with(statement, at(address, place, """
                insert into directory.attachment (address_id, person_id, structure_id, situation_id, source, rank, description, service,
                                                  responsible, unlisted, first_seen, listed_since, updated_at, written_at)
                values (:address, :person, :structure, :situation, 'local', :rank, :description, :service, :responsible, :unlisted,
                        :day, (select min(coalesce(n.listed_since, n.first_seen)) from directory.attachment n
                                where n.address_id = :address and n.source = 'national' and n.gone_since is null
                                  and n.person_id is not distinct from :person and n.structure_id is not distinct from :structure),
                        'epoch', :now)
                returning id"""))
                .param("day", today())
                .query(Long.class)
                .single();
    }

    /** What the public did not see is listed from today on. */
    private long change(long row, Statement statement) {
        return with(statement, jdbc.sql("""
                update directory.attachment set listed_since = case when (gone_since is not null or unlisted) and not :unlisted then :day
                                                                 else listed_since end,
                       rank = :rank, description = :description, service = :service, responsible = :responsible,
                       unlisted = :unlisted, gone_since = null, written_at = :now
                 where id = :id
                returning id""").param("id", row).param("day", today()))
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec at(long address, Place place, String sql) {
        return jdbc.sql(sql)
                .param("address", address)
                .param("person", place.person())
                .param("structure", place.structure())
                .param("situation", place.situation());
    }

    private JdbcClient.StatementSpec with(Statement statement, JdbcClient.StatementSpec sql) {
        return sql.param("rank", statement.rank())
                .param("description", statement.description())
                .param("service", statement.service())
                .param("responsible", statement.responsible())
                .param("unlisted", statement.unlisted())
                .param("now", now());
    }

    /** Which of these addresses the public sees anywhere. */
    private Set<Long> shown(Long... addresses) {
        return Set.copyOf(
                jdbc.sql("""
                select d.id from directory.address d where d.id = any(:addresses) and d.gone_since is null
                   and not exists (select 1 from directory.attachment u
                                    where u.address_id = d.id and u.unlisted and u.gone_since is null)
                   and exists (
                        select 1 from directory.attachment a
                         where a.address_id = d.id and a.gone_since is null
                           and (a.source = 'local' or not exists (
                                select 1 from directory.attachment l
                                 where l.address_id = d.id and l.source = 'local'
                                   and l.person_id is not distinct from a.person_id
                                   and l.structure_id is not distinct from a.structure_id)))""").param("addresses", addresses).query(Long.class).list());
    }

    /** What is said anew of an address. */
    private record Told(
            long address,
            long row,
            @Nullable Statement before,
            @Nullable Statement after) {}

    /**
     * What the public saw or sees is dated, so that followers see the change; what it never saw leaves no mark. An errand that is under
     * way stays with whoever runs it: the count of wishes tells that one that there is a newer wish.
     *
     * @param shown those of the addresses that the public saw before
     */
    private void tell(List<Told> told, Set<Long> shown, String by) {
        var addresses = told.stream().map(Told::address).distinct().toArray(Long[]::new);
        var shows = shown(addresses);
        touch(
                "attachment",
                told.stream()
                        .filter(one -> shown.contains(one.address()) || shows.contains(one.address()))
                        .map(Told::row));
        touch("address", Stream.of(addresses).filter(id -> shown.contains(id) != shows.contains(id)));
        jdbc.sql("""
                insert into directory.errand (attachment_id, state, next_try) select id, 'waiting', :now from unnest(:ids) id
                on conflict (attachment_id) do update set wish = errand.wish + 1, reason = null,
                       state = case errand.state when 'asking' then 'asking' else 'waiting' end,
                       attempts = case errand.state when 'asking' then errand.attempts else 0 end,
                       next_try = case errand.state when 'asking' then errand.next_try else excluded.next_try end""")
                .param("ids", told.stream().map(Told::row).toArray(Long[]::new))
                .param("now", now())
                .update();
        for (var one : told) {
            events.publishEvent(new SensitiveAct(
                    by,
                    "directory.publish",
                    "address:" + one.address(),
                    Statement.told(one.before()),
                    Statement.told(one.after()),
                    clock.instant()));
            events.publishEvent(new ListingChanged(one.address(), clock.instant()));
        }
    }

    private void touch(String table, Stream<Long> rows) {
        var ids = rows.toArray(Long[]::new);
        if (ids.length > 0)
            jdbc.sql("update directory." + table + " set updated_at = :now where id = any(:ids)")
                    .param("now", now())
                    .param("ids", ids)
                    .update();
    }

    /** Every place at which Balise speaks of this address on the same person and structure, or the national files do. */
    List<Place> placesOf(MailAddress address, Place place) {
        return address(address)
                .map(known -> at(
                                known.id,
                                place,
                                "select distinct person_id, structure_id, situation_id from directory.attachment"
                                        + " where address_id = :address and " + SAME_PAIR
                                        + " and (source = 'local' or gone_since is null and not exists (select 1 from"
                                        + " directory.attachment where address_id = :address and source = 'local' and "
                                        + SAME_PAIR + "))")
                        .query((r, _) -> place(r))
                        .list())
                .orElse(List.of());
    }

    static Statement statement(ResultSet r) throws SQLException {
        int rank = r.getInt("rank");
        return new Statement(
                r.getBoolean("unlisted") ? Visibility.UNLISTED : Visibility.PUBLISHED,
                rank == 0 ? null : rank,
                r.getString("description"),
                r.getString("service"),
                r.getString("responsible"));
    }

    static Place place(ResultSet r) throws SQLException {
        return new Place(id(r, "person_id"), id(r, "structure_id"), id(r, "situation_id"));
    }

    private static @Nullable Long id(ResultSet r, String column) throws SQLException {
        long id = r.getLong(column);
        return r.wasNull() ? null : id;
    }

    private static Statement nothing() {
        return new Statement(Visibility.PUBLISHED, null, null, null, null);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private LocalDate today() {
        return Objects.requireNonNull(clock.instant().atZone(ZONE).toLocalDate());
    }
}
