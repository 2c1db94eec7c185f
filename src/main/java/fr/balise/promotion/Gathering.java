package fr.balise.promotion;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import fr.balise.directory.Directory;
import fr.balise.directory.Listing;
import fr.balise.directory.Person;
import fr.balise.directory.Situation;
import fr.balise.directory.Structure;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.Disowned;
import fr.balise.mailbox.Domains;
import fr.balise.mailbox.OperatorSheets;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Reads what the answers to some questions are drawn from: about ten statements, for one question as for thousands. Nothing is asked of
 * the database per question.
 */
@Component
class Gathering {
    private final Directory directory;
    private final Preferences preferences;
    private final ServicePreferences services;
    private final Agreements agreements;
    private final Onward onward;
    private final Lifecycle lifecycle;
    private final OperatorSheets sheets;
    private final Disowned disowned;

    Gathering(
            Directory directory,
            Preferences preferences,
            ServicePreferences services,
            Agreements agreements,
            Onward onward,
            Lifecycle lifecycle,
            OperatorSheets sheets,
            Disowned disowned) {
        this.directory = directory;
        this.preferences = preferences;
        this.services = services;
        this.agreements = agreements;
        this.onward = onward;
        this.lifecycle = lifecycle;
        this.sheets = sheets;
        this.disowned = disowned;
    }

    Known of(Collection<Question> questions) {
        var addresses = distinct(questions.stream().flatMap(one -> Stream.ofNullable(one.address())));
        var hosted = new HashMap<>(lifecycle.at(addresses));
        var told = onward.from(hosted.values());
        addresses.addAll(distinct(told.values().stream()));
        var rows = addresses.isEmpty() ? List.<Listing>of() : directory.listings(addresses);
        var numbered = numbered(questions);
        var people = people(rows, numbered.values());
        var listings = people.isEmpty() ? List.<Listing>of() : directory.listingsOfPeople(people.keySet());
        var structures = structures(questions);
        var ofServices = ofServices(questions, structures.values());
        hosted.putAll(lifecycle.at(distinct(Stream.of(rows, listings, all(ofServices))
                .flatMap(List::stream)
                .map(Listing::address)
                .filter(address -> !hosted.containsKey(address.key())))));
        return new Known(
                rows.stream().collect(groupingBy(row -> row.address().key())),
                numbered,
                people,
                structures,
                situations(people.keySet()),
                byPerson(listings),
                preferences.decided(people.keySet()),
                disowned.by(people.values().stream().map(Person::nationalId).toList()),
                ofServices,
                services.of(ofServices.keySet()),
                agreements.leadOn(people.keySet()),
                keys(hosted, true),
                keys(hosted, false),
                told,
                operators(List.of(rows, listings, all(ofServices))),
                directory.age().told());
    }

    private static List<MailAddress> distinct(Stream<MailAddress> addresses) {
        return new ArrayList<>(addresses
                .collect(toMap(MailAddress::key, Function.identity(), (one, _) -> one))
                .values());
    }

    private Map<NationalPersonId, Person> numbered(Collection<Question> questions) {
        var asked = questions.stream()
                .map(Question::person)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return asked.isEmpty()
                ? Map.of()
                : directory.numbered(asked).stream().collect(toMap(Person::nationalId, Function.identity()));
    }

    /** Whoever is asked about, and whoever an address that is asked about hangs on. */
    private Map<Long, Person> people(List<Listing> rows, Collection<Person> numbered) {
        var people = new HashMap<Long, Person>();
        for (var person : numbered) people.put(person.id(), person);
        var more = new LinkedHashSet<Long>();
        for (var row : rows) Optional.ofNullable(row.carrier().personId()).ifPresent(more::add);
        more.removeAll(people.keySet());
        if (!more.isEmpty()) for (var person : directory.people(more)) people.put(person.id(), person);
        return people;
    }

    private Map<String, Structure> structures(Collection<Question> questions) {
        var found = new HashMap<String, Structure>();
        questions.stream()
                .flatMap(one -> Stream.ofNullable(one.structure()))
                .distinct()
                .flatMap(Answering::numbers)
                .flatMap(id -> directory.structure(id).stream())
                .forEach(one -> found.put(one.nationalId(), one));
        return found;
    }

    private Map<Long, List<Situation>> situations(Set<Long> people) {
        return people.isEmpty()
                ? Map.of()
                : directory.situations(people).stream().collect(groupingBy(Situation::person));
    }

    private static Map<Long, List<Listing>> byPerson(List<Listing> listings) {
        var each = new HashMap<Long, List<Listing>>();
        for (var listing : listings)
            Optional.ofNullable(listing.carrier().personId())
                    .ifPresent(id ->
                            each.computeIfAbsent(id, _ -> new ArrayList<>()).add(listing));
        return each;
    }

    private static Set<String> keys(Map<String, Hosted> hosted, boolean active) {
        return hosted.entrySet().stream()
                .filter(one -> one.getValue().state() instanceof State.Active == active)
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    private static List<Listing> all(Map<Long, List<Listing>> each) {
        return each.values().stream().flatMap(List::stream).toList();
    }

    /** Only where the structure alone is asked about: one statement each, and no address book asks so. */
    private Map<Long, List<Listing>> ofServices(Collection<Question> questions, Collection<Structure> structures) {
        if (questions.stream().noneMatch(Question::isOfStructure)) return Map.of();
        return structures.stream()
                .map(Structure::id)
                .distinct()
                .collect(toMap(Function.identity(), directory::listingsOfStructure));
    }

    /** The public service mailboxes of a structure. */
    List<Listing> services(Structure structure) {
        return of(List.of(new Question(null, null, structure.nationalId(), null)))
                .servicesOf(structure.id());
    }

    private Set<String> operators(List<List<Listing>> listings) {
        var domains = new HashSet<String>();
        for (var each : listings) for (var row : each) domains.add(row.address().domain());
        domains.removeIf(domain -> Domains.isWithin(domain, Domains.SPACE)
                || sheets.forDomain(domain).isEmpty());
        return domains;
    }
}
