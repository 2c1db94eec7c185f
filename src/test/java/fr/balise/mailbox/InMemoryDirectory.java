package fr.balise.mailbox;

import fr.balise.directory.Carrier;
import fr.balise.directory.Coded;
import fr.balise.directory.Directory;
import fr.balise.directory.DirectoryAge;
import fr.balise.directory.Listing;
import fr.balise.directory.Person;
import fr.balise.directory.PostalAddress;
import fr.balise.directory.Presence;
import fr.balise.directory.Situation;
import fr.balise.directory.Structure;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A small directory for tests. Files of two days: {@link #FIRST} and {@link #NEWEST}. */
public final class InMemoryDirectory implements Directory {
    public static final LocalDate FIRST = LocalDate.of(2026, 10, 10);
    public static final LocalDate LEFT = LocalDate.of(2026, 11, 1);
    public static final LocalDate NEWEST = LocalDate.of(2026, 11, 11);

    private final Map<Long, Person> people = new LinkedHashMap<>();
    private final Map<Long, Structure> structures = new LinkedHashMap<>();
    private final List<Situation> situations = new ArrayList<>();
    private final List<Listing> listings = new ArrayList<>();
    private DirectoryAge age = new DirectoryAge(NEWEST, NEWEST);
    private long next = 1;

    public Person person(String rpps, String family, String given) {
        var person =
                new Person(next++, new NationalPersonId("8" + rpps), "DR", family, given, new Presence(FIRST, null));
        people.put(person.id(), person);
        return person;
    }

    public Structure structure(String finess, String name) {
        return structure(finess, name, "56");
    }

    public Structure structure(String finess, String name, String department) {
        var structure = new Structure(
                next++,
                "1" + finess,
                finess,
                null,
                name,
                null,
                new PostalAddress(null, null, "56000", "Vannes", department, null),
                new Presence(FIRST, null));
        structures.put(structure.id(), structure);
        return structure;
    }

    public Situation situation(Person person, Structure structure, @Nullable LocalDate goneSince) {
        var situation = new Situation(
                next++,
                person.id(),
                structure,
                new Coded("TRE_G15-ProfessionSante", "10", "Médecin"),
                List.of(),
                null,
                null,
                null,
                Situation.Source.ACTIVITY,
                new Presence(FIRST, goneSince));
        situations.add(situation);
        return situation;
    }

    public void leaves(Situation situation, LocalDate file) {
        situations.replaceAll(other -> other.equals(situation) ? gone(situation, file) : other);
    }

    private static Situation gone(Situation s, LocalDate file) {
        return new Situation(
                s.id(),
                s.person(),
                s.structure(),
                s.profession(),
                s.skills(),
                s.mode(),
                s.role(),
                s.sector(),
                s.source(),
                new Presence(FIRST, file));
    }

    public Listing lists(String address, Person person) {
        return add(address, MailboxType.PER, new Carrier.OfPerson(person.id()), null, false);
    }

    public Listing lists(String address, Situation situation) {
        return lists(address, MailboxType.PER, situation);
    }

    public Listing lists(String address, MailboxType type, Situation situation) {
        var structure = situation.structure();
        if (structure == null) throw new IllegalArgumentException("no place");
        return add(
                address,
                type,
                new Carrier.OfSituation(situation.person(), structure.id(), situation.id()),
                null,
                false);
    }

    public Listing lists(String address, Structure structure) {
        return add(address, MailboxType.ORG, new Carrier.OfStructure(structure.id()), null, false);
    }

    public Listing listsNoMore(String address, Person person, LocalDate since) {
        return add(address, MailboxType.PER, new Carrier.OfPerson(person.id()), since, false);
    }

    public Listing hides(String address, Person person) {
        return add(address, MailboxType.PER, new Carrier.OfPerson(person.id()), null, true);
    }

    public Listing hides(String address, Structure structure) {
        return add(address, MailboxType.ORG, new Carrier.OfStructure(structure.id()), null, true);
    }

    private Listing add(
            String address, MailboxType type, Carrier carrier, @Nullable LocalDate goneSince, boolean unlisted) {
        var presence = new Presence(FIRST, goneSince);
        var listing = new Listing(
                next++,
                address.hashCode(),
                MailAddress.parse(address),
                type,
                carrier,
                null,
                null,
                unlisted,
                Listing.Origin.NATIONAL,
                presence,
                presence);
        listings.add(listing);
        return listing;
    }

    /** A file without that address. */
    public void drop(String address, LocalDate file) {
        age = new DirectoryAge(file, file);
        listings.replaceAll(row -> row.address().key().equals(address) ? gone(row, file) : row);
    }

    /** A file without that row. */
    public void drop(Listing row, LocalDate file) {
        age = new DirectoryAge(file, file);
        listings.replaceAll(other -> other.equals(row) ? gone(row, file) : other);
    }

    private static Listing gone(Listing row, LocalDate file) {
        var presence = new Presence(row.presence().firstSeen(), file);
        return new Listing(
                row.attachment(),
                row.addressId(),
                row.address(),
                row.type(),
                row.carrier(),
                row.service(),
                row.rank(),
                row.unlisted(),
                row.origin(),
                presence,
                presence);
    }

    /** What is stated of that address from now on. @param rank null for none */
    public void ranks(MailAddress address, @Nullable Integer rank) {
        listings.replaceAll(row -> row.address().key().equals(address.key()) ? ranked(row, rank) : row);
    }

    private static Listing ranked(Listing row, @Nullable Integer rank) {
        return new Listing(
                row.attachment(),
                row.addressId(),
                row.address(),
                row.type(),
                row.carrier(),
                row.service(),
                rank,
                row.unlisted(),
                row.origin(),
                row.presence(),
                row.addressPresence());
    }

    public void newest(LocalDate file) {
        age = new DirectoryAge(file, file);
    }

    @Override
    public Optional<Person> person(NationalPersonId id) {
        return people.values().stream()
                .filter(person -> person.nationalId().equals(id))
                .findFirst();
    }

    @Override
    public Optional<Person> person(long id) {
        return Optional.ofNullable(people.get(id));
    }

    @Override
    public Optional<Structure> structure(long id) {
        return Optional.ofNullable(structures.get(id));
    }

    @Override
    public Optional<Structure> structure(String nationalId) {
        return structures.values().stream()
                .filter(structure -> structure.nationalId().equals(nationalId))
                .findFirst();
    }

    @Override
    public List<Situation> situations(long person) {
        return situations.stream()
                .filter(situation -> situation.person() == person)
                .toList();
    }

    @Override
    public Optional<Situation> situation(long id) {
        return situations.stream().filter(situation -> situation.id() == id).findFirst();
    }

    @Override
    public List<Situation> situationsAt(long structure) {
        return situations.stream()
                .filter(one -> one.presence().present()
                        && one.structure() != null
                        && one.structure().id() == structure)
                .toList();
    }

    @Override
    public List<Listing> listingsOfPerson(long person) {
        return listings.stream()
                .filter(row -> switch (row.carrier()) {
                    case Carrier.OfPerson(long carrier) -> carrier == person;
                    case Carrier.OfSituation(long carrier, long _, Long _) -> carrier == person;
                    case Carrier.OfStructure _ -> false;
                })
                .toList();
    }

    @Override
    public List<Listing> listingsOfStructure(long structure) {
        return listings.stream()
                .filter(row -> row.carrier().equals(new Carrier.OfStructure(structure)))
                .toList();
    }

    @Override
    public List<Listing> listings(MailAddress address) {
        return listings.stream()
                .filter(row -> row.address().key().equals(address.key()))
                .toList();
    }

    @Override
    public Map<String, List<Person>> named(Collection<String> names) {
        var found = new LinkedHashMap<String, List<Person>>();
        for (var name : names) {
            var bearers = people.values().stream()
                    .filter(one -> one.presence().present()
                            && (name.equalsIgnoreCase(one.fullName())
                                    || name.equalsIgnoreCase(one.family() + " " + one.given())))
                    .toList();
            if (!bearers.isEmpty()) found.put(name, bearers);
        }
        return found;
    }

    @Override
    public List<Person> homonyms(long person) {
        var family = person(person).orElseThrow().family();
        return people.values().stream()
                .filter(other -> other.id() != person && other.family().equals(family))
                .toList();
    }

    @Override
    public DirectoryAge age() {
        return age;
    }

    @Override
    public Optional<LocalDate> beginning() {
        return Optional.of(FIRST);
    }
}
