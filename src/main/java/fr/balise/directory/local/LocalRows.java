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
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
        addresses.stream().map(MailAddress::key).sorted().distinct().forEach(this::lock);
    }

    /** The address must be locked and the carrier known. */
    public PublicationOutcome put(MailAddress address, MailboxType type, Place place, Statement statement, String by) {
        var refusal = Rules.refusal(address, type, place.ofStructure(), statement);
        if (refusal.isPresent()) return new Refused(refusal.get());
        var known = address(address).orElseGet(() -> begin(address, type));
        if (known.type != type) return new Refused(Why.OTHER_TYPE);
        var held = held(known.id, place);
        if (held.isPresent() && held.get().is(statement) && known.present) return new Stated(held.get().id, false);
        boolean shown = shown(known.id);
        keepOthersOfThePair(known.id, place);
        long row = held.map(h -> change(h.id, statement)).orElseGet(() -> insert(known.id, place, statement));
        if (!known.present)
            jdbc.sql("update directory.address set gone_since = null where id = ?")
                    .param(known.id)
                    .update();
        tell(known.id, row, shown, held.map(Row::statementIfPresent).orElse(null), statement, by);
        return new Stated(row, true);
    }

    /** The address must be locked. What neither Balise nor the national files have at this place needs no tombstone. */
    public PublicationOutcome withdraw(MailAddress address, Place place, String by) {
        var known = address(address);
        if (known.isEmpty()) return new Stated(0, false);
        var held = held(known.get().id, place);
        if (held.isEmpty() && !national(known.get().id, place)) return new Stated(0, false);
        if (held.isPresent() && held.get().gone) return new Stated(held.get().id, false);
        boolean shown = shown(known.get().id);
        keepOthersOfThePair(known.get().id, place);
        long row = held.map(Row::id).orElseGet(() -> insert(known.get().id, place, nothing()));
        jdbc.sql("update directory.attachment set gone_since = :day, written_at = :now where id = :id")
                .param("day", today())
                .param("now", now())
                .param("id", row)
                .update();
        jdbc.sql("""
                update directory.address d set gone_since = :day where id = :id and gone_since is null
                   and not exists (select 1 from directory.attachment a where a.address_id = d.id and a.gone_since is null)""").param("day", today()).param("id", known.get().id).update();
        tell(known.get().id, row, shown, held.map(Row::statementIfPresent).orElse(null), null, by);
        return new Stated(row, true);
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

    private boolean national(long address, Place place) {
        return at(
                        address,
                        place,
                        "select exists (select 1 from directory.attachment where address_id = :address and source = 'national'"
                                + " and gone_since is null and " + SAME_PAIR + ")")
                .query(Boolean.class)
                .single();
    }

    /**
     * Readers see Balise's rows in place of the national row of the same person and structure. Where that row means another situation
     * than the one spoken about, it is kept as a row of ours: speaking about one situation must not empty another.
     */
    private void keepOthersOfThePair(long address, Place place) {
        at(address, place, """
                insert into directory.attachment (address_id, person_id, structure_id, situation_id, source, service, paperless,
                                                  first_seen, updated_at, written_at)
                select address_id, person_id, structure_id, situation_id, 'local', service, paperless, first_seen, updated_at, :now
                  from directory.attachment n
                 where address_id = :address and source = 'national' and gone_since is null and situation_id is not null
                   and situation_id is distinct from :situation::bigint and :situation::bigint is not null and %s
                   and not exists (select 1 from directory.attachment where address_id = :address and source = 'local' and %s)""".formatted(SAME_PAIR, SAME_PAIR))
                .param("now", now())
                .update();
    }

    private long insert(long address, Place place, Statement statement) {
        return with(statement, at(address, place, """
                insert into directory.attachment (address_id, person_id, structure_id, situation_id, source, rank, description, service,
                                                  responsible, unlisted, first_seen, updated_at, written_at)
                values (:address, :person, :structure, :situation, 'local', :rank, :description, :service, :responsible, :unlisted,
                        :day, 'epoch', :now)
                returning id"""))
                .param("day", today())
                .query(Long.class)
                .single();
    }

    private long change(long row, Statement statement) {
        return with(statement, jdbc.sql("""
                update directory.attachment set rank = :rank, description = :description, service = :service, responsible = :responsible,
                       unlisted = :unlisted, gone_since = null, written_at = :now
                 where id = :id
                returning id""").param("id", row)).query(Long.class).single();
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

    /** Whether the public sees this address anywhere. */
    private boolean shown(long address) {
        return jdbc.sql("""
                select exists (select 1 from directory.attachment a join directory.address d on d.id = a.address_id
                 where a.address_id = :address and a.gone_since is null and d.gone_since is null
                   and not exists (select 1 from directory.attachment u
                                    where u.address_id = :address and u.unlisted and u.gone_since is null)
                   and (a.source = 'local' or not exists (
                        select 1 from directory.attachment l
                         where l.address_id = :address and l.source = 'local'
                           and l.person_id is not distinct from a.person_id
                           and l.structure_id is not distinct from a.structure_id)))""").param("address", address).query(Boolean.class).single();
    }

    /**
     * What the public saw or sees is dated, so that followers see the change; what it never saw leaves no mark. An errand that is under
     * way stays with whoever runs it: the count of wishes tells that one that there is a newer wish.
     */
    private void tell(
            long address, long row, boolean shown, @Nullable Statement before, @Nullable Statement after, String by) {
        boolean shows = shown(address);
        if (shown || shows) touch("attachment", row);
        if (shown != shows) touch("address", address);
        jdbc.sql("""
                insert into directory.errand (attachment_id, state, next_try) values (:id, 'waiting', :now)
                on conflict (attachment_id) do update set wish = errand.wish + 1, reason = null,
                       state = case errand.state when 'asking' then 'asking' else 'waiting' end,
                       attempts = case errand.state when 'asking' then errand.attempts else 0 end,
                       next_try = case errand.state when 'asking' then errand.next_try else excluded.next_try end""").param("id", row).param("now", now()).update();
        events.publishEvent(new SensitiveAct(
                by,
                "directory.publish",
                "address:" + address,
                Statement.told(before),
                Statement.told(after),
                clock.instant()));
        events.publishEvent(new ListingChanged(address, clock.instant()));
    }

    private void touch(String table, long id) {
        jdbc.sql("update directory." + table + " set updated_at = :now where id = :id")
                .param("now", now())
                .param("id", id)
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
