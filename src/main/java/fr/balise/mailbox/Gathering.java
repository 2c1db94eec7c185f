package fr.balise.mailbox;

import fr.balise.directory.Directory;
import fr.balise.directory.Listing;
import fr.balise.directory.Person;
import fr.balise.directory.Publication;
import fr.balise.directory.Structure;
import fr.balise.identity.Actor;
import fr.balise.identity.Rights;
import fr.balise.identity.Subject;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.CensusView.Namesake;
import fr.balise.mailbox.lifecycle.Uses;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what a census is made of. */
@Component
class Gathering {
    private final Directory directory;
    private final Rights rights;
    private final Statements statements;
    private final SentChecks checks;
    private final StoredRequests requests;
    private final OperatorSheets sheets;
    private final Uses uses;
    private final Publication publication;

    Gathering(
            Directory directory,
            Rights rights,
            Statements statements,
            SentChecks checks,
            StoredRequests requests,
            OperatorSheets sheets,
            Uses uses,
            Publication publication) {
        this.directory = directory;
        this.rights = rights;
        this.statements = statements;
        this.checks = checks;
        this.requests = requests;
        this.sheets = sheets;
        this.uses = uses;
        this.publication = publication;
    }

    Material of(Subject subject) {
        var person = directory.person(subject.person()).orElse(null);
        var own = person == null ? List.<Listing>of() : directory.listingsOfPerson(person.id());
        var managed = managed(subject);
        var said = said(subject, own);
        var addresses = addresses(own, managed.values(), said.keySet());
        return new Material(
                subject,
                person,
                person == null ? List.of() : directory.situations(person.id()),
                own,
                managed,
                rows(own, managed.values()),
                once(directory::structure),
                said,
                checks.of(subject.person()),
                checks.confirmedByOthers(subject.person(), addresses),
                checks.turns(addresses),
                requests.of(subject.person()),
                uses.of(
                        subject,
                        managed.keySet().stream().map(Structure::nationalId).toList()),
                stated(own, managed.values()),
                once(sheets::forDomain),
                namesakes(person),
                directory.age(),
                directory.beginning().orElse(null));
    }

    /** Every row of an address: those of all that are listed in one statement, what was only said by hand when it is asked for. */
    private Function<MailAddress, List<Listing>> rows(List<Listing> own, Collection<List<Listing>> managed) {
        var known = new HashMap<String, List<Listing>>();
        var listed = listed(own, managed);
        if (!listed.isEmpty())
            for (var row : directory.listings(listed))
                known.computeIfAbsent(row.address().key(), _ -> new ArrayList<>())
                        .add(row);
        return address -> known.computeIfAbsent(address.key(), _ -> directory.listings(address));
    }

    private static List<MailAddress> listed(List<Listing> own, Collection<List<Listing>> managed) {
        return Stream.concat(own.stream(), managed.stream().flatMap(List::stream))
                .map(Listing::address)
                .distinct()
                .toList();
    }

    /** What Balise states of the addresses that somebody lists. */
    private Map<String, List<Publication.State>> stated(List<Listing> own, Collection<List<Listing>> managed) {
        return publication.states(listed(own, managed)).stream()
                .collect(Collectors.groupingBy(state -> state.wanted().address().key()));
    }

    /** A mailbox declared by hand is seen by its declarer alone: not by those who act for that person. */
    private Map<String, Said> said(Subject subject, List<Listing> own) {
        var said = Said.of(statements.of(subject.person()));
        if (subject.isSelf()) return said;
        var listed = own.stream().map(row -> row.address().key()).collect(Collectors.toSet());
        var told = new LinkedHashMap<>(said);
        told.keySet().retainAll(listed);
        return told;
    }

    /** Structures belong to the account that is logged in: whoever acts for somebody else does not mix them in. */
    private Map<Structure, List<Listing>> managed(Subject subject) {
        if (!subject.isSelf() || !subject.actor().is(Actor.Role.MANAGER)) return Map.of();
        var managed = new LinkedHashMap<Structure, List<Listing>>();
        rights.managedStructures().stream()
                .sorted()
                .map(directory::structure)
                .flatMap(Optional::stream)
                .forEach(structure -> managed.put(structure, directory.listingsOfStructure(structure.id())));
        return managed;
    }

    private static Collection<String> addresses(
            List<Listing> own, Collection<List<Listing>> managed, Collection<String> said) {
        var addresses = new HashSet<>(said);
        own.forEach(row -> addresses.add(row.address().key()));
        managed.forEach(rows -> rows.forEach(row -> addresses.add(row.address().key())));
        return addresses;
    }

    private static <K, V> Function<K, V> once(Function<K, V> question) {
        var answers = new HashMap<K, V>();
        return key -> answers.computeIfAbsent(key, question);
    }

    private List<Namesake> namesakes(@Nullable Person person) {
        if (person == null) return List.of();
        var others = directory.homonyms(person.id());
        if (others.isEmpty()) return List.of();
        var listed = directory.listingsOfPeople(others.stream().map(Person::id).toList()).stream()
                .filter(Publications::isPublic)
                .collect(Collectors.groupingBy(
                        row -> Optional.ofNullable(row.carrier().personId())));
        return others.stream()
                .map(other -> new Namesake(other, addresses(listed.getOrDefault(Optional.of(other.id()), List.of()))))
                .toList();
    }

    private static List<MailAddress> addresses(List<Listing> rows) {
        return rows.stream().map(Listing::address).distinct().toList();
    }
}
