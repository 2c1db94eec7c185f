package fr.balise.promotion;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import fr.balise.directory.Carrier;
import fr.balise.directory.Listing;
import fr.balise.directory.Person;
import fr.balise.directory.PostalAddress;
import fr.balise.directory.Presence;
import fr.balise.directory.Situation;
import fr.balise.directory.Structure;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;

/**
 * Small invented directories in which everything happens: addresses that left, that are on the red list, outside of the space, closed
 * here; on several carriers at once, chosen, led to.
 */
@NullUnmarked
public final class Worlds {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 12);
    private static final Presence THERE = new Presence(DAY, null);
    private static final Presence GONE = new Presence(DAY, DAY);
    private static final String[] DOMAINS = {
        "a.mssante.fr", "b.mssante.fr", "known.example", "here.example", "stranger.example"
    };

    private final SplittableRandom random;
    private final List<Structure> structures = new ArrayList<>();
    private final List<Person> people = new ArrayList<>();
    private final List<Situation> situations = new ArrayList<>();
    private final List<Listing> listings = new ArrayList<>();
    private final List<Preference> preferences = new ArrayList<>();
    private final List<ServiceChoice> serviceChoices = new ArrayList<>();
    private final Map<String, MailAddress> onward = new HashMap<>();
    private final HashSet<String> active = new HashSet<>();
    private final HashSet<String> ending = new HashSet<>();
    private final HashSet<Long> leadOn = new HashSet<>();
    private final Map<NationalPersonId, Set<String>> disowned = new HashMap<>();
    private final Answering answering;

    public Worlds(long seed) {
        random = new SplittableRandom(seed);
        for (long id = 1; id <= 3; id++) structures.add(structure(id));
        for (long id = 1; id <= 4; id++) person(id);
        for (var person : people) {
            if (half()) leadOn.add(person.id());
            for (int i = random.nextInt(3); i > 0; i--) situation(person);
            for (int i = random.nextInt(4); i > 0; i--) prefer(person);
        }
        for (int i = random.nextInt(14); i > 0; i--) list();
        for (var structure : structures)
            if (half())
                serviceChoices.add(new ServiceChoice(
                        structure.id(),
                        half() ? DocumentKind.LABORATORY : null,
                        address(),
                        Instant.EPOCH,
                        "manager",
                        null));
        for (var address : addresses()) {
            if (address.domain().equals("here.example") || random.nextInt(5) == 0)
                (random.nextInt(3) == 0 ? ending : active).add(address.key());
            if (random.nextInt(3) == 0) onward.put(address.key(), address());
        }
        ending.removeAll(active);
        for (var person : people)
            if (half())
                disowned.put(
                        person.nationalId(), Set.of(address().key(), address().domain()));
        answering = new Answering(known());
    }

    private boolean half() {
        return random.nextBoolean();
    }

    private Presence presence() {
        return random.nextInt(4) == 0 ? GONE : THERE;
    }

    private Structure structure(long id) {
        var place = new PostalAddress(null, null, "56000", "Vannes", "56", null);
        return new Structure(id, "199000000" + id, "99000000" + id, null, "CH " + id, null, place, presence());
    }

    private void person(long id) {
        people.add(new Person(
                id, new NationalPersonId("89970000000" + id), "DR", "NOM" + id, "Camille", id == 4 ? GONE : THERE));
    }

    private void situation(Person person) {
        var structure = half() ? structures.get(random.nextInt(3)) : null;
        situations.add(new Situation(
                100L + situations.size(),
                person.id(),
                structure,
                null,
                List.of(),
                null,
                null,
                null,
                Situation.Source.ACTIVITY,
                presence()));
    }

    private void prefer(Person person) {
        var own = situations.stream().filter(one -> one.person() == person.id()).toList();
        Long situation = own.isEmpty() || half() ? null : own.getFirst().id();
        var document = half() ? null : DocumentKind.values()[random.nextInt(2)];
        preferences.add(
                new Preference(new Spot(person.id(), situation, document), address(), Instant.EPOCH, "", List.of()));
    }

    private void list() {
        var row = new Listing(
                1000L + listings.size(),
                1,
                address(),
                MailboxType.PER,
                carrier(),
                null,
                half() ? null : random.nextInt(1, 3),
                random.nextInt(4) == 0,
                Listing.Origin.NATIONAL,
                presence(),
                THERE);
        listings.add(row);
    }

    private Carrier carrier() {
        var person = people.get(random.nextInt(people.size()));
        var own = situations.stream()
                .filter(one -> one.person() == person.id() && one.structure() != null)
                .toList();
        return switch (random.nextInt(3)) {
            case 0 -> new Carrier.OfPerson(person.id());
            case 1 ->
                own.isEmpty()
                        ? new Carrier.OfPerson(person.id())
                        : new Carrier.OfSituation(
                                person.id(),
                                own.getFirst().structure().id(),
                                half() ? null : own.getFirst().id());
            default -> new Carrier.OfStructure(1 + random.nextInt(3));
        };
    }

    private MailAddress address() {
        return MailAddress.parse("m" + random.nextInt(4) + "@" + DOMAINS[random.nextInt(DOMAINS.length)]);
    }

    /** All that there can be. */
    public static List<MailAddress> addresses() {
        return IntStream.range(0, 4)
                .boxed()
                .flatMap(i -> List.of(DOMAINS).stream().map(domain -> MailAddress.parse("m" + i + "@" + domain)))
                .toList();
    }

    public List<Person> people() {
        return people;
    }

    public List<Structure> structures() {
        return structures;
    }

    /** The words of the requirement, said without the code that is tested. */
    public boolean mayBeTold(MailAddress address) {
        boolean trusted = address.domain().endsWith(".mssante.fr")
                || address.domain().equals("known.example")
                || active.contains(address.key());
        return trusted
                && !ending.contains(address.key())
                && listings.stream()
                        .anyMatch(row -> row.address().key().equals(address.key())
                                && row.presence().present()
                                && !row.unlisted());
    }

    public boolean isDisowned(Person person, MailAddress address) {
        return disowned.getOrDefault(person.nationalId(), Set.of()).contains(address.key());
    }

    public boolean isOnTheRedList(MailAddress address) {
        return listings.stream().anyMatch(row -> row.address().key().equals(address.key()) && row.unlisted());
    }

    private Known known() {
        return new Known(
                listings.stream().collect(groupingBy(row -> row.address().key())),
                people.stream().collect(toMap(Person::nationalId, Function.identity())),
                people.stream().collect(toMap(Person::id, Function.identity())),
                structures.stream().collect(toMap(Structure::nationalId, Function.identity())),
                situations.stream().collect(groupingBy(Situation::person)),
                listings.stream()
                        .filter(row -> row.carrier().personId() != null)
                        .collect(groupingBy(row -> row.carrier().personId())),
                preferences.stream().collect(groupingBy(one -> one.spot().person())),
                disowned,
                listings.stream()
                        .filter(row -> row.carrier().structureId() != null)
                        .collect(groupingBy(row -> row.carrier().structureId())),
                serviceChoices.stream().collect(groupingBy(ServiceChoice::structure)),
                leadOn,
                active,
                ending,
                onward,
                Set.of("known.example"),
                DAY);
    }

    /** What stands behind the link of each place of a person. */
    public List<Resolution.Use> behindLinks(Person person) {
        var places = Stream.concat(
                Stream.of((Long) null),
                situations.stream().filter(one -> one.person() == person.id()).map(Situation::id));
        return places.flatMap(place -> answering.at(person, place, null).stream())
                .toList();
    }

    public Resolution answer(Question question) {
        return answering.answer(question);
    }
}
