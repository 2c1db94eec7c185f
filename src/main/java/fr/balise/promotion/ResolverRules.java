package fr.balise.promotion;

import fr.balise.kernel.MailAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which address of a person to use. Pure; the table is in docs/promotion.md. Nothing is ever answered but what is among the public
 * addresses of that person: a choice for an address that is not public (any more) is passed over.
 */
final class ResolverRules {
    private ResolverRules() {}

    /** @param situation that the answer is for; null for all places */
    record Pick(
            MailAddress address, Because because, @Nullable Long situation, List<MailAddress> alternatives) {}

    /**
     * @param listed every public address of the person
     * @param situations those that are asked about: of one structure, or all present ones
     * @param preferences everything that the holder decided
     */
    static Optional<Pick> pick(
            List<Listed> listed, List<Long> situations, List<Preference> preferences, @Nullable DocumentKind document) {
        if (listed.isEmpty()) return Optional.empty();
        if (situations.isEmpty()) return at(listed, null, preferences, document);
        var each = situations.stream()
                .flatMap(one -> at(listed, one, preferences, document).stream())
                .toList();
        if (each.isEmpty()) return Optional.empty();
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
            List<Listed> listed,
            @Nullable Long situation,
            List<Preference> preferences,
            @Nullable DocumentKind document) {
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
        var there = on(listed, situation);
        if (there.isEmpty()) there = on(listed, null);
        if (there.isEmpty()) return Optional.empty();
        return Optional.of(answer(there.getFirst().address(), because(there), situation, listed));
    }

    private static Because because(List<Listed> there) {
        if (there.size() == 1) return there.getFirst().situation() == null ? Because.ONLY_FOR_PERSON : Because.ONLY_ONE;
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

    private static List<Listed> on(List<Listed> listed, @Nullable Long situation) {
        return listed.stream()
                .filter(one -> Objects.equals(one.situation(), situation))
                .sorted(Comparator.comparingInt(ResolverRules::rank).thenComparingLong(Listed::row))
                .toList();
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
