package fr.balise.promotion;

import fr.balise.directory.Carrier;
import fr.balise.directory.Listing;
import fr.balise.directory.Person;
import fr.balise.directory.Situation;
import fr.balise.directory.Structure;
import fr.balise.kernel.MailAddress;
import fr.balise.promotion.Resolution.None;
import fr.balise.promotion.Resolution.Use;
import fr.balise.promotion.Resolution.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From a question and what is known to one answer. Pure; the rules are in docs/promotion.md. */
final class Answering {
    private static final List<String> NUMBER_PREFIXES = List.of("", "1", "3", "2", "4", "0");

    private final Known known;

    Answering(Known known) {
        this.known = known;
    }

    Resolution answer(Question question) {
        @Nullable Long place = null;
        if (question.structure() != null) {
            var structure = structure(question.structure());
            if (structure.isEmpty()) return new None(Why.UNKNOWN_STRUCTURE);
            place = structure.get().id();
            if (question.isOfStructure()) return ofService(place, question.document());
        }
        if (question.person() != null) {
            var person = known.present(question.person());
            if (person.isEmpty()) return new None(Why.UNKNOWN_PERSON);
            return of(person.get(), place, question.document(), null);
        }
        return question.address() == null
                ? new None(Why.UNKNOWN_ADDRESS)
                : leading(question.address(), place, question.document());
    }

    private Resolution ofService(long structure, @Nullable DocumentKind document) {
        return ServiceRules.pick(
                        known.servicesOf(structure),
                        known.chosenByStructures().getOrDefault(structure, List.of()),
                        document)
                .<Resolution>map(pick ->
                        new Use(pick.address(), pick.because(), null, null, false, pick.alternatives(), known.day()))
                .orElse(new None(Why.NO_SERVICE_MAILBOX));
    }

    /** Its national id, or a number without the prefix that says which. */
    static Stream<String> numbers(String typed) {
        return NUMBER_PREFIXES.stream().map(prefix -> prefix + typed);
    }

    private Optional<Structure> structure(String typed) {
        return numbers(typed)
                .flatMap(id -> Stream.ofNullable(known.structures().get(id)))
                .filter(found -> found.presence().present())
                .findFirst();
    }

    private Resolution of(
            Person person, @Nullable Long place, @Nullable DocumentKind document, @Nullable MailAddress asked) {
        var situations = known.situationsOf(person.id());
        var meant = place == null
                ? situations
                : situations.stream().filter(one -> place.equals(at(one))).toList();
        if (place != null && meant.isEmpty()) return new None(Why.NOT_THERE);
        return pick(person, meant, document)
                .<Resolution>map(pick -> use(person, situations, pick, asked))
                .orElse(new None(Why.NO_MAILBOX));
    }

    /**
     * For one very place of a person, as behind a printed link. What hangs on another place is no answer.
     *
     * @param situation null for all places
     */
    Optional<Use> at(Person person, @Nullable Long situation, @Nullable DocumentKind document) {
        var meant = known.situationsOf(person.id()).stream()
                .filter(one -> situation == null || one.id() == situation)
                .toList();
        if (situation != null && meant.isEmpty()) return Optional.empty();
        return pick(person, meant, document)
                .filter(pick -> pick.because() != Because.OTHER_PLACE)
                .map(pick -> use(person, meant, pick, null));
    }

    List<MailAddress> open(Person person) {
        return known.listed(person.id()).stream().map(Listed::address).toList();
    }

    private Optional<ResolverRules.Pick> pick(Person person, List<Situation> meant, @Nullable DocumentKind document) {
        return ResolverRules.pick(
                known.listed(person.id()),
                meant.stream()
                        .map(one -> new ResolverRules.Where(one.id(), at(one)))
                        .toList(),
                known.decided().getOrDefault(person.id(), List.of()),
                document);
    }

    private static @Nullable Long at(Situation situation) {
        var structure = situation.structure();
        return structure == null ? null : structure.id();
    }

    private Use use(Person person, List<Situation> situations, ResolverRules.Pick pick, @Nullable MailAddress asked) {
        boolean same = asked != null && asked.key().equals(pick.address().key());
        var situation = situations.stream()
                .filter(one -> pick.situation() != null && one.id() == pick.situation())
                .findFirst()
                .orElse(null);
        return new Use(pick.address(), pick.because(), person, situation, same, pick.alternatives(), known.day());
    }

    /** From an address that somebody knows to the one to use. */
    private Resolution leading(MailAddress address, @Nullable Long place, @Nullable DocumentKind document) {
        var rows = known.rowsOf(address);
        var open = rows.stream().filter(known::isPublic).toList();
        if (open.isEmpty()) return gone(address, rows, place, document);
        var people = people(open);
        if (people.isEmpty()) return itself(open, Because.OF_STRUCTURE, null);
        // Of a practice: nobody's preference speaks for the others.
        if (people.size() > 1) return itself(open, Because.SHARED, null);
        var person = known.present(people.getFirst());
        if (person.isEmpty()) return new None(Why.UNKNOWN_ADDRESS);
        if (place != null) return of(person.get(), place, document, address);
        var answer = of(person.get(), where(open), document, address);
        if (!answer.equals(new None(Why.NOT_THERE))) return answer;
        // Published at a place that the person left: it stands as it is, and whoever writes should ask.
        return known.isDisowned(person.get().id(), address)
                ? new None(Why.NO_MAILBOX)
                : itself(open, Because.OTHER_PLACE, person.get());
    }

    private Use itself(List<Listing> open, Because because, @Nullable Person person) {
        return new Use(open.getFirst().address(), because, person, null, true, List.of(), known.day());
    }

    private static List<Long> people(List<Listing> rows) {
        return rows.stream()
                .flatMap(one -> Stream.ofNullable(one.carrier().personId()))
                .distinct()
                .toList();
    }

    /** The place that the address itself means, when it means one. */
    private static @Nullable Long where(List<Listing> rows) {
        var places = new ArrayList<Long>();
        for (var row : rows)
            if (row.carrier() instanceof Carrier.OfSituation at && at.situation() != null) places.add(at.structure());
        return places.stream().distinct().count() == 1 ? places.getFirst() : null;
    }

    /** An old address: its holder must have agreed, and what it leads to must be public. */
    private Resolution gone(
            MailAddress address, List<Listing> rows, @Nullable Long place, @Nullable DocumentKind document) {
        // One that is, or was, on the red list gets the same answer as one that never was: it leads nowhere.
        if (rows.isEmpty() || rows.stream().anyMatch(Listing::unlisted)) return new None(Why.UNKNOWN_ADDRESS);
        var told = known.onward().get(address.key());
        if (told != null) {
            var open = known.rowsOf(told).stream().filter(known::isPublic).findFirst();
            if (open.isPresent())
                return decided(open.get(), address, place, document).orElseGet(() -> replacing(open.get()));
        }
        var left = rows.stream().filter(one -> !one.presence().present()).toList();
        var people = people(left);
        if (people.size() != 1 || left.size() != rows.size() || !known.leadOn().contains(people.getFirst()))
            return new None(Why.UNKNOWN_ADDRESS);
        return known.present(people.getFirst())
                .map(person -> of(person, place, document, address))
                .filter(Use.class::isInstance)
                .map(Use.class::cast)
                .<Resolution>map(Answering::replaced)
                .orElse(new None(Why.UNKNOWN_ADDRESS));
    }

    private static Use replaced(Use use) {
        return new Use(
                use.address(),
                use.because().sure() ? Because.REPLACED : use.because(),
                use.person(),
                use.situation(),
                false,
                use.alternatives(),
                use.directory());
    }

    /**
     * A reply names one address to everybody. Whoever says for which place, or which kind of document, gets what the same holder decided
     * for it; the place of the old address where none is named.
     */
    private Optional<Use> decided(
            Listing told, MailAddress old, @Nullable Long place, @Nullable DocumentKind document) {
        if (place == null && document == null) return Optional.empty();
        var holders = people(
                known.rowsOf(told.address()).stream().filter(known::isPublic).toList());
        if (holders.size() != 1) return Optional.empty();
        return known.present(holders.getFirst())
                .map(person -> of(person, place == null ? where(known.rowsOf(old)) : place, document, old))
                .filter(Use.class::isInstance)
                .map(Use.class::cast)
                .filter(use -> use.because() == Because.CHOSEN || use.because() == Because.EXCEPTION)
                .map(Answering::replaced);
    }

    private Use replacing(Listing open) {
        var person = known.present(open.carrier().personId()).orElse(null);
        return new Use(open.address(), Because.REPLACED, person, null, false, List.of(), known.day());
    }
}
