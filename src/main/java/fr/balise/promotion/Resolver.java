package fr.balise.promotion;

import fr.balise.directory.Carrier;
import fr.balise.directory.Directory;
import fr.balise.directory.Listing;
import fr.balise.directory.Person;
import fr.balise.directory.Situation;
import fr.balise.directory.Structure;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.Domains;
import fr.balise.mailbox.OperatorSheets;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.promotion.Resolution.None;
import fr.balise.promotion.Resolution.Use;
import fr.balise.promotion.Resolution.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** "Which address?": one answer, with its reason [L-P1]. Reads what is public now; says nothing of what is not. */
@Service
public class Resolver {
    private static final List<String> NUMBER_PREFIXES = List.of("", "1", "3", "2", "4", "0");

    private final Directory directory;
    private final Preferences preferences;
    private final Agreements agreements;
    private final Onward onward;
    private final Lifecycle lifecycle;
    private final OperatorSheets sheets;

    Resolver(
            Directory directory,
            Preferences preferences,
            Agreements agreements,
            Onward onward,
            Lifecycle lifecycle,
            OperatorSheets sheets) {
        this.directory = directory;
        this.preferences = preferences;
        this.agreements = agreements;
        this.onward = onward;
        this.lifecycle = lifecycle;
        this.sheets = sheets;
    }

    public Resolution resolve(Question question) {
        @Nullable Structure place = null;
        if (question.structure() != null) {
            place = structure(question.structure()).orElse(null);
            if (place == null) return new None(Why.UNKNOWN_STRUCTURE);
        }
        if (question.person() != null) {
            var person = directory.person(question.person()).filter(Resolver::present);
            if (person.isEmpty()) return new None(Why.UNKNOWN_PERSON);
            return of(person.get(), place, question.document(), null);
        }
        return question.address() == null
                ? new None(Why.UNKNOWN_ADDRESS)
                : leading(question.address(), place, question.document());
    }

    private static boolean present(Person person) {
        return person.presence().present();
    }

    /** By its national id, or by a number without the prefix that says which. */
    private Optional<Structure> structure(String typed) {
        return NUMBER_PREFIXES.stream()
                .flatMap(prefix -> directory.structure(prefix + typed).stream())
                .filter(found -> found.presence().present())
                .findFirst();
    }

    private Resolution of(
            Person person, @Nullable Structure place, @Nullable DocumentKind document, @Nullable MailAddress asked) {
        var situations = directory.situations(person.id()).stream()
                .filter(one -> one.presence().present())
                .toList();
        var meant = place == null
                ? situations
                : situations.stream().filter(one -> isAt(one, place)).toList();
        if (place != null && meant.isEmpty()) return new None(Why.NOT_THERE);
        var listed = listed(directory.listingsOfPerson(person.id()), person.id());
        return ResolverRules.pick(
                        listed,
                        meant.stream().map(Resolver::where).toList(),
                        preferences.decided(person.id()),
                        document)
                .<Resolution>map(pick -> use(person, situations, pick, asked))
                .orElse(new None(Why.NO_MAILBOX));
    }

    private static ResolverRules.Where where(Situation situation) {
        var structure = situation.structure();
        return new ResolverRules.Where(situation.id(), structure == null ? null : structure.id());
    }

    private static boolean isAt(Situation situation, Structure place) {
        var structure = situation.structure();
        return structure != null && structure.id() == place.id();
    }

    private Use use(Person person, List<Situation> situations, ResolverRules.Pick pick, @Nullable MailAddress asked) {
        boolean same = asked != null && asked.key().equals(pick.address().key());
        return new Use(
                pick.address(),
                pick.because(),
                person,
                situations.stream()
                        .filter(one -> pick.situation() != null && one.id() == pick.situation())
                        .findFirst()
                        .orElse(null),
                same,
                pick.alternatives(),
                directory.age().told());
    }

    /** Every public address of a person, as the directory spells it. */
    List<MailAddress> open(long person) {
        return listed(directory.listingsOfPerson(person), person).stream()
                .map(Listed::address)
                .toList();
    }

    private List<Listed> listed(List<Listing> listings, long person) {
        return listings.stream()
                .filter(this::isPublic)
                .filter(one -> Long.valueOf(person).equals(one.carrier().personId()))
                .map(one -> new Listed(
                        one.attachment(),
                        one.address(),
                        one.carrier().structureId(),
                        one.carrier().situationId(),
                        one.rank()))
                .toList();
    }

    private boolean isPublic(Listing listing) {
        return listing.presence().present() && !listing.unlisted() && isTrusted(listing.address());
    }

    /** Of the space by its name, held here, or of an operator that staff know. */
    private boolean isTrusted(MailAddress address) {
        return Domains.isWithin(address.domain(), Domains.SPACE)
                || sheets.forDomain(address.domain()).isPresent()
                || lifecycle.find(address).isPresent();
    }

    /** From an address that somebody knows to the one to use. */
    private Resolution leading(MailAddress address, @Nullable Structure place, @Nullable DocumentKind document) {
        var rows = directory.listings(address);
        var open = rows.stream().filter(this::isPublic).toList();
        if (open.isEmpty()) return gone(address, rows, place, document);
        var people = people(open);
        if (people.isEmpty()) {
            var day = directory.age().told();
            return new Use(open.getFirst().address(), Because.OF_STRUCTURE, null, null, true, List.of(), day);
        }
        if (people.size() > 1) { // of a practice: nobody's preference speaks for the others
            var day = directory.age().told();
            return new Use(open.getFirst().address(), Because.SHARED, null, null, true, List.of(), day);
        }
        var person = directory.person(people.getFirst()).filter(Resolver::present);
        if (person.isEmpty()) return new None(Why.UNKNOWN_ADDRESS);
        if (place != null) return of(person.get(), place, document, address);
        var meant = where(open);
        var answer = of(person.get(), meant, document, address);
        if (!answer.equals(new None(Why.NOT_THERE))) return answer;
        // Published at a place that the person left: it stands as it is, and whoever writes should ask.
        var day = directory.age().told();
        return new Use(open.getFirst().address(), Because.OTHER_PLACE, person.get(), null, true, List.of(), day);
    }

    private static List<Long> people(List<Listing> rows) {
        return rows.stream()
                .flatMap(one -> Stream.ofNullable(one.carrier().personId()))
                .distinct()
                .toList();
    }

    /** The place that the address itself means, when it means one. */
    private @Nullable Structure where(List<Listing> rows) {
        var places = new ArrayList<Long>();
        for (var row : rows)
            if (row.carrier() instanceof Carrier.OfSituation at && at.situation() != null) places.add(at.structure());
        return places.stream().distinct().count() == 1
                ? directory.structure(places.getFirst()).orElse(null)
                : null;
    }

    /** An old address: its holder must have agreed, and what it leads to must be public. */
    private Resolution gone(
            MailAddress address, List<Listing> rows, @Nullable Structure place, @Nullable DocumentKind document) {
        // One that is, or was, on the red list gets the same answer as one that never was: it leads nowhere.
        if (rows.isEmpty() || rows.stream().anyMatch(Listing::unlisted)) return new None(Why.UNKNOWN_ADDRESS);
        var told = onward.from(address);
        if (told.isPresent()) {
            var open = directory.listings(told.get()).stream()
                    .filter(this::isPublic)
                    .findFirst();
            if (open.isPresent()) {
                var id = open.get().carrier().personId();
                var person = id == null
                        ? null
                        : directory.person(id).filter(Resolver::present).orElse(null);
                return new Use(
                        open.get().address(),
                        Because.REPLACED,
                        person,
                        null,
                        false,
                        List.of(),
                        directory.age().told());
            }
        }
        var left = rows.stream().filter(one -> !one.presence().present()).toList();
        var people = people(left);
        if (people.size() != 1 || left.size() != rows.size() || !agreements.leadsOn(people.getFirst()))
            return new None(Why.UNKNOWN_ADDRESS);
        return directory
                .person(people.getFirst())
                .filter(Resolver::present)
                .map(person -> of(person, place, document, address))
                .filter(Use.class::isInstance)
                .map(Use.class::cast)
                .<Resolution>map(use -> new Use(
                        use.address(),
                        use.because().sure() ? Because.REPLACED : use.because(),
                        use.person(),
                        use.situation(),
                        false,
                        use.alternatives(),
                        use.directory()))
                .orElse(new None(Why.UNKNOWN_ADDRESS));
    }
}
