package fr.balise.promotion;

import fr.balise.kernel.MailAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which address of a person to use. Pure; the table is in docs/promotion.md. Nothing is ever answered but what is among the public
 * addresses of that person: a choice for an address that is not public (any more) is passed over.
 */
final class ResolverRules {
    private ResolverRules() {}

    /** A practice situation and where it is. */
    record Where(long situation, @Nullable Long structure) {}

    /** @param situation that the answer is for; null for all places */
    record Pick(
            MailAddress address, Because because, @Nullable Long situation, List<MailAddress> alternatives) {}

    /**
     * @param listed every public address of the person
     * @param situations those that are asked about: of one structure, or all present ones
     * @param preferences everything that the holder decided
     */
    static Optional<Pick> pick(
            List<Listed> listed,
            List<Where> situations,
            List<Preference> preferences,
            @Nullable DocumentKind document) {
        if (listed.isEmpty()) return Optional.empty();
        if (situations.isEmpty())
            return at(listed, null, preferences, document).or(() -> Optional.of(elsewhere(listed)));
        var each = situations.stream()
                .flatMap(one -> at(listed, one, preferences, document).stream())
                .toList();
        if (each.isEmpty()) return Optional.of(elsewhere(listed));
        var first = each.stream()
                .min(Comparator.comparing((Pick pick) -> pick.because().ordinal()))
                .orElseThrow();
        boolean agreed =
                each.stream().map(pick -> pick.address().key()).distinct().count() == 1;
        if (agreed) return Optional.of(first);
        return Optional.of(
                new Pick(first.address(), Because.SEVERAL_PLACES, first.situation(), others(first.address(), listed)));
    }

    private static Optional<Pick> at(
            List<Listed> listed, @Nullable Where where, List<Preference> preferences, @Nullable DocumentKind document) {
        @Nullable Long situation = where == null ? null : where.situation();
        var said = Stream.of(
                        decided(preferences, situation, document).filter(_ -> document != null),
                        decided(preferences, null, document).filter(_ -> document != null),
                        decided(preferences, situation, null),
                        decided(preferences, null, null))
                .flatMap(Optional::stream)
                .filter(one -> isPublic(one.address(), listed))
                .findFirst();
        if (said.isPresent()) {
            var because = said.get().spot().document() == null ? Because.CHOSEN : Because.EXCEPTION;
            return Optional.of(answer(spelled(said.get().address(), listed), because, situation, listed));
        }
        var there = where == null ? List.<Listed>of() : first(listed, one -> isAt(one, where));
        if (there.isEmpty()) there = first(listed, Listed::isOnPerson);
        if (there.isEmpty()) return Optional.empty();
        return Optional.of(answer(there.getFirst().address(), because(there), situation, listed));
    }

    private static Because because(List<Listed> there) {
        if (there.size() == 1) return there.getFirst().isOnPerson() ? Because.ONLY_FOR_PERSON : Because.ONLY_ONE;
        var first = there.getFirst().rank();
        return first != null && !Objects.equals(first, there.get(1).rank()) ? Because.RANKED : Because.SEVERAL;
    }

    private static Optional<Preference> decided(
            List<Preference> preferences, @Nullable Long situation, @Nullable DocumentKind document) {
        return preferences.stream()
                .filter(one -> Objects.equals(one.spot().situation(), situation)
                        && one.spot().document() == document)
                .findFirst();
    }

    /** A row that does not tell the situation is at that place when its structure is. */
    private static boolean isAt(Listed one, Where where) {
        if (one.situation() != null) return one.situation() == where.situation();
        return one.structure() != null && one.structure().equals(where.structure());
    }

    private static List<Listed> first(List<Listed> listed, Predicate<Listed> which) {
        return listed.stream()
                .filter(which)
                .sorted(Comparator.comparingInt(ResolverRules::rank).thenComparingLong(Listed::row))
                .toList();
    }

    /** What is public hangs on a place that was not asked about, or that the person left. */
    private static Pick elsewhere(List<Listed> listed) {
        return answer(first(listed, _ -> true).getFirst().address(), Because.OTHER_PLACE, null, listed);
    }

    private static int rank(Listed one) {
        return one.rank() == null ? Integer.MAX_VALUE : one.rank();
    }

    private static boolean isPublic(MailAddress address, List<Listed> listed) {
        return listed.stream().anyMatch(one -> one.address().key().equals(address.key()));
    }

    /** As the directory spells it. */
    private static MailAddress spelled(MailAddress address, List<Listed> listed) {
        return listed.stream()
                .map(Listed::address)
                .filter(one -> one.key().equals(address.key()))
                .findFirst()
                .orElse(address);
    }

    private static Pick answer(MailAddress address, Because because, @Nullable Long situation, List<Listed> listed) {
        return new Pick(address, because, situation, others(address, listed));
    }

    private static List<MailAddress> others(MailAddress address, List<Listed> listed) {
        return listed.stream()
                .sorted(Comparator.comparingLong(Listed::row))
                .map(Listed::address)
                .filter(one -> !one.key().equals(address.key()))
                .distinct()
                .toList();
    }
}
