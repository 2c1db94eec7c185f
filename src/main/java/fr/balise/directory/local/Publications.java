package fr.balise.directory.local;

import fr.balise.directory.Carrier;
import fr.balise.directory.Listing;
import fr.balise.directory.Publication;
import fr.balise.directory.PublicationOutcome;
import fr.balise.directory.PublicationOutcome.Refused;
import fr.balise.directory.PublicationOutcome.Stated;
import fr.balise.directory.PublicationOutcome.Why;
import fr.balise.kernel.MailAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door {@link Publication}, on rows. */
@Service
class Publications implements Publication {
    private final LocalRows rows;
    private final Statements statements;
    private final JdbcClient jdbc;

    Publications(LocalRows rows, Statements statements, JdbcClient jdbc) {
        this.rows = rows;
        this.statements = statements;
        this.jdbc = jdbc;
    }

    @Override
    @Transactional
    public PublicationOutcome want(Wanted wanted, String by) {
        if (!Rules.plain(wanted.address())) return new Refused(Why.BAD_ADDRESS);
        rows.lock(List.of(wanted.address()));
        return place(wanted.address(), wanted.carrier())
                .map(place -> rows.put(wanted.address(), wanted.type(), place, Statement.of(wanted), by))
                .orElseGet(() -> new Refused(Why.UNKNOWN_CARRIER));
    }

    @Override
    @Transactional
    public PublicationOutcome rank(Listing listing, @Nullable Integer rank, String by) {
        rows.lock(List.of(listing.address()));
        return wanted(listing).map(wanted -> want(wanted.ranked(rank), by)).orElseGet(() -> new Stated(0, false));
    }

    /** Whoever has left the directory may still be withdrawn from it. */
    @Override
    @Transactional
    public PublicationOutcome withdraw(MailAddress address, Carrier carrier, String by) {
        rows.lock(List.of(address));
        Stated last = new Stated(0, false);
        for (var done : rows.withdraw(places(address, carrier).toList(), by))
            if (done.changed() || !last.changed()) last = done;
        return last;
    }

    @Override
    @Transactional
    public void withdraw(Collection<Withdrawal> withdrawals, String by) {
        if (withdrawals.isEmpty()) return;
        rows.lock(withdrawals.stream().map(Withdrawal::address).toList());
        rows.withdraw(
                withdrawals.stream()
                        .flatMap(one -> places(one.address(), one.carrier()))
                        .distinct()
                        .toList(),
                by);
    }

    private Stream<AtPlace> places(MailAddress address, Carrier carrier) {
        var place = Place.of(carrier);
        return (place.situation() != null || place.structure() == null || place.ofStructure()
                        ? List.of(place)
                        : rows.placesOf(address, place))
                .stream().map(one -> new AtPlace(address, one));
    }

    @Override
    public List<State> state(MailAddress address) {
        return states(List.of(address));
    }

    @Override
    public List<State> states(Collection<MailAddress> addresses) {
        return statements.of(addresses);
    }

    @Override
    public List<State> drifts(long after, int limit) {
        return statements.drifting(after, Math.clamp(limit, 1, 1000));
    }

    private Optional<Place> place(MailAddress address, Carrier carrier) {
        var place = Place.of(carrier);
        return switch (carrier) {
            case Carrier.OfPerson(long person) when exists("person", person) -> Optional.of(place);
            case Carrier.OfStructure(long structure) when exists("structure", structure) -> Optional.of(place);
            case Carrier.OfSituation(long person, long structure, Long situation)
            when situation == null && exists("person", person) && exists("structure", structure) ->
                Optional.of(meant(address, place));
            case Carrier.OfSituation(long person, long structure, Long situation)
            when situation != null && belongs(person, structure, situation) -> Optional.of(place);
            default -> Optional.empty();
        };
    }

    /** Where no situation is named: the one at which the address already stands, else the only present one there. */
    private Place meant(MailAddress address, Place place) {
        var stands = rows.placesOf(address, place);
        if (!stands.isEmpty()) return stands.getFirst();
        return new Place(place.person(), place.structure(), only(place));
    }

    private @Nullable Long only(Place place) {
        var present = jdbc.sql(
                        "select id from directory.situation where person_id = :person and structure_id = :structure"
                                + " and gone_since is null limit 2")
                .param("person", place.person())
                .param("structure", place.structure())
                .query(Long.class)
                .list();
        return present.size() == 1 ? present.getFirst() : null;
    }

    private boolean exists(String table, long id) {
        return jdbc.sql("select exists (select 1 from directory." + table + " where id = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    private boolean belongs(long person, long structure, long situation) {
        return jdbc.sql(
                        "select exists (select 1 from directory.situation where id = ? and person_id = ? and structure_id = ?)")
                .params(situation, person, structure)
                .query(Boolean.class)
                .single();
    }
}
