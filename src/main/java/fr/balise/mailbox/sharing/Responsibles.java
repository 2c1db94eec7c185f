package fr.balise.mailbox.sharing;

import fr.balise.directory.Carrier;
import fr.balise.directory.Directory;
import fr.balise.directory.Listing;
import fr.balise.directory.Publication;
import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.Publication.Wanted;
import fr.balise.directory.Structure;
import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.MailboxId;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who answers for each service mailbox of a structure, as its manager says: at any operator, since the national files do not tell. A
 * mailbox that is held here also has rights ({@link Sharing}); a name alone opens nothing.
 */
@Service
public class Responsibles {
    private static final int LONGEST = 255;

    private final Directory directory;
    private final Publication publication;
    private final Lifecycle lifecycle;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Responsibles(
            Directory directory,
            Publication publication,
            Lifecycle lifecycle,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.directory = directory;
        this.publication = publication;
        this.lifecycle = lifecycle;
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param hosted null for a mailbox of another operator
     * @param name null while nobody is named
     */
    public record Entry(
            MailAddress address,
            @Nullable String service,
            @Nullable MailboxId hosted,
            @Nullable String name,
            @Nullable Instant saidAt,
            @Nullable String by) {}

    /** Those without anybody first. */
    public record Of(Structure structure, List<Entry> entries) {
        public long missing() {
            return entries.stream().filter(entry -> entry.name() == null).count();
        }
    }

    private record Said(String name, Instant at, String by) {}

    /** @param managed idNat_Struct */
    public List<Of> of(Collection<String> managed) {
        return managed.stream()
                .flatMap(id -> directory.structure(id).stream())
                .map(structure -> new Of(structure, entries(structure)))
                .toList();
    }

    /** How many have nobody who answers for them: for the home page. */
    public long missing(Collection<String> managed) {
        return managed.stream()
                .flatMap(id -> directory.structure(id).stream())
                .mapToLong(structure -> {
                    var said = said(structure.nationalId());
                    return listings(structure)
                            .map(listing -> said.get(listing.address().key()))
                            .filter(one -> one == null || one.name().isEmpty())
                            .count();
                })
                .sum();
    }

    private Stream<Listing> listings(Structure structure) {
        return directory.listingsOfStructure(structure.id()).stream()
                .filter(listing -> listing.presence().present() && listing.type() == MailboxType.ORG);
    }

    private List<Entry> entries(Structure structure) {
        var said = said(structure.nationalId());
        var listings = listings(structure).toList();
        var hosted = lifecycle.at(listings.stream().map(Listing::address).toList());
        return listings.stream()
                .map(listing -> {
                    var key = listing.address().key();
                    return entry(listing, hosted.get(key), said.get(key));
                })
                .sorted(Comparator.comparing((Entry entry) -> entry.name() != null)
                        .thenComparing(entry -> entry.address().key()))
                .toList();
    }

    private static Entry entry(Listing listing, @Nullable Hosted mailbox, @Nullable Said said) {
        var hosted = mailbox == null ? null : mailbox.id();
        return said == null || said.name().isEmpty()
                ? new Entry(listing.address(), listing.service(), hosted, null, null, null)
                : new Entry(listing.address(), listing.service(), hosted, said.name(), said.at(), said.by());
    }

    private Map<String, Said> said(String structure) {
        var said = new HashMap<String, Said>();
        jdbc.sql("select distinct on (address) address, name, said_at, by_name from mailbox.responsible"
                        + " where structure = :structure order by address, id desc")
                .param("structure", structure)
                .query(row -> {
                    said.put(
                            row.getString("address"),
                            new Said(
                                    row.getString("name"),
                                    row.getTimestamp("said_at").toInstant(),
                                    row.getString("by_name")));
                });
        return said;
    }

    /**
     * By whoever manages the structure.
     *
     * @param name empty: nobody any more
     */
    @Transactional
    public Outcome<String> name(Actor actor, Set<String> managed, String structure, String address, String name) {
        if (!managed.contains(structure)) return Outcome.refused(new Refusal.NotFound());
        var typed = name.strip();
        if (typed.length() > LONGEST || typed.chars().anyMatch(Character::isISOControl))
            return Outcome.refused(new Refusal.ReasonNeeded());
        var known = directory
                .structure(structure)
                .filter(found -> entries(found).stream()
                        .anyMatch(entry -> entry.address().key().equals(address)));
        if (known.isEmpty()) return Outcome.refused(new Refusal.NotFound());
        state(structure, address, typed, By.of(actor));
        publish(known.get(), MailAddress.parse(address), typed, By.of(actor));
        return Outcome.done(typed);
    }

    /** Of a mailbox that is held here, in the directory too; readers with a key see the name, the public never does. */
    private void publish(Structure structure, MailAddress address, String name, By by) {
        if (lifecycle.find(address).isEmpty()) return; // what another operator publishes is not ours to state
        stated(structure, address)
                .map(wanted -> new Wanted(
                        wanted.address(),
                        wanted.type(),
                        wanted.carrier(),
                        wanted.visibility(),
                        wanted.rank(),
                        wanted.description(),
                        wanted.service(),
                        name.isEmpty() ? null : name))
                .ifPresent(wanted -> publication.want(wanted, by.actor()));
    }

    /** As Balise states it, else as the files have it; empty for what is not in the directory. */
    private Optional<Wanted> stated(Structure structure, MailAddress address) {
        var carrier = new Carrier.OfStructure(structure.id());
        var own = publication.state(address).stream()
                .filter(state -> state.wanted().carrier().equals(carrier))
                .findFirst();
        if (own.isPresent()) return own.filter(state -> !state.withdrawn()).map(Publication.State::wanted);
        return directory.listingsOfStructure(structure.id()).stream()
                .filter(listing -> listing.presence().present())
                .filter(listing -> listing.address().key().equals(address.key()))
                .findFirst()
                .map(listing -> new Wanted(
                        address,
                        listing.type(),
                        carrier,
                        listing.unlisted() ? Visibility.UNLISTED : Visibility.PUBLISHED,
                        listing.rank(),
                        null,
                        listing.service(),
                        null));
    }

    /** Who may was asked before. */
    @Transactional
    public void state(String structure, String address, String name, By by) {
        var now = clock.instant();
        jdbc.sql("insert into mailbox.responsible (address, structure, name, said_at, said_by, by_name)"
                        + " values (:address, :structure, :name, :now, :by, :byName)")
                .param("address", address)
                .param("structure", structure)
                .param("name", name)
                .param("now", Timestamp.from(now))
                .param("by", by.actor())
                .param("byName", by.name())
                .update();
        events.publishEvent(new SensitiveAct(
                by.actor(),
                "mailbox.name-responsible",
                "structure:" + structure,
                Map.of(),
                Map.of("named", Boolean.toString(!name.isEmpty())),
                now));
    }
}
