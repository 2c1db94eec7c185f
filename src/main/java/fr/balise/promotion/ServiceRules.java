package fr.balise.promotion;

import fr.balise.directory.Carrier;
import fr.balise.directory.Listing;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.promotion.ResolverRules.Pick;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which service mailbox of a structure to use. Pure; as for people, nothing is answered but what is public now. */
final class ServiceRules {
    private ServiceRules() {}

    /** A mailbox of a service: those of software and of people are none. */
    static boolean isOfService(Listing listing, long structure) {
        return listing.type() == MailboxType.ORG
                && listing.carrier() instanceof Carrier.OfStructure
                && Objects.equals(listing.carrier().structureId(), structure);
    }

    /**
     * What a search shows of them: by rank, and what Balise itself states before what the national files do.
     *
     * @param listed all service mailboxes of one structure
     */
    static Seen seen(List<Listing> listed) {
        var order = listed.stream()
                .filter(one -> one.presence().present() && !one.unlisted())
                .sorted(Comparator.comparingInt(ServiceRules::rank)
                        .thenComparing(one -> one.origin() != Listing.Origin.LOCAL)
                        .thenComparingLong(Listing::attachment))
                .toList();
        return new Seen(
                order.stream().map(Listing::address).distinct().toList(),
                !order.isEmpty() && rank(order.getFirst()) == 1);
    }

    /** @param listed public service mailboxes of one structure */
    static Optional<Pick> pick(List<Listing> listed, List<ServiceChoice> choices, @Nullable DocumentKind document) {
        var order = listed.stream()
                .sorted(Comparator.comparingInt(ServiceRules::rank).thenComparingLong(Listing::attachment))
                .toList();
        var said = Stream.of(
                        choices.stream().filter(one -> document != null && one.document() == document),
                        choices.stream().filter(one -> one.document() == null))
                .flatMap(one -> one)
                .flatMap(choice -> order.stream()
                        .filter(one ->
                                one.address().key().equals(choice.address().key()))
                        .map(one -> pick(one, choice.document() == null ? Because.CHOSEN : Because.EXCEPTION, order)))
                .findFirst();
        return said.or(() -> order.stream().findFirst().map(one -> pick(one, because(order), order)));
    }

    private static Because because(List<Listing> order) {
        if (order.size() == 1) return Because.ONLY_ONE;
        return rank(order.get(0)) < rank(order.get(1)) ? Because.RANKED : Because.SEVERAL;
    }

    private static Pick pick(Listing one, Because because, List<Listing> order) {
        return new Pick(one.address(), because, null, others(one, order));
    }

    private static List<MailAddress> others(Listing one, List<Listing> order) {
        return order.stream()
                .map(Listing::address)
                .filter(address -> !address.key().equals(one.address().key()))
                .distinct()
                .toList();
    }

    private static int rank(Listing one) {
        return Optional.ofNullable(one.rank()).orElse(Integer.MAX_VALUE);
    }
}
