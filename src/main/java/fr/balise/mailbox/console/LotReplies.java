package fr.balise.mailbox.console;

import fr.balise.directory.Directory;
import fr.balise.directory.Listing;
import fr.balise.directory.Person;
import fr.balise.directory.Structure;
import fr.balise.mailbox.lifecycle.AutoReply;
import fr.balise.mailbox.lifecycle.ChosenMailboxes;
import fr.balise.mailbox.lifecycle.Command.Depublish;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.lifecycle.ReplyText;
import fr.balise.mailbox.lifecycle.State;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The automatic reply of mailboxes that a lot depublishes, as the page of one mailbox would propose it: to another active mailbox of the same
 * owner that is not in the lot itself, the one chosen for its place first. A reply that its holder set stays. Mail is never copied: that is for holders to say.
 */
@Component
class LotReplies {
    private final Runs runs;
    private final Lifecycle lifecycle;
    private final Directory directory;
    private final ChosenMailboxes chosen;
    private final ReplyText text;
    private final InstantSource clock;

    LotReplies(
            Runs runs,
            Lifecycle lifecycle,
            Directory directory,
            ChosenMailboxes chosen,
            ReplyText text,
            InstantSource clock) {
        this.runs = runs;
        this.lifecycle = lifecycle;
        this.directory = directory;
        this.chosen = chosen;
        this.text = text;
        this.clock = clock;
    }

    /** @return for each of them; without a reply where there is nothing to point to */
    Map<MailboxId, Depublish> of(long run, Collection<MailboxId> ids) {
        var beside = runs.beside(run, ids);
        var others = lifecycle
                .find(beside.values().stream().flatMap(List::stream).distinct().toList())
                .stream()
                .filter(other -> AutoReply.canName(other.address()))
                .collect(Collectors.toMap(Hosted::id, other -> other));
        var listings = others.isEmpty() ? Map.<String, List<Listing>>of() : listings(others.values());
        var replies = new HashMap<MailboxId, Depublish>();
        var mailboxes = lifecycle.find(ids);
        var keys = others.isEmpty()
                ? Map.<ChosenMailboxes.At, String>of()
                : chosen.keys(mailboxes.stream().map(ChosenMailboxes.At::of).toList());
        for (var mailbox : mailboxes) {
            var key = keys.get(ChosenMailboxes.At.of(mailbox));
            var best = beside.getOrDefault(mailbox.id(), List.of()).stream()
                    .map(others::get)
                    .filter(Objects::nonNull)
                    .min(Comparator.comparing(
                                    (Hosted other) -> !other.address().key().equals(key))
                            .thenComparing(other -> distance(at(listings, other)))
                            .thenComparing(other -> other.id().value()));
            replies.put(mailbox.id(), new Depublish(reply(mailbox, best, listings)));
        }
        return replies;
    }

    private Map<String, List<Listing>> listings(Collection<Hosted> others) {
        return directory.listings(others.stream().map(Hosted::address).toList()).stream()
                .filter(listing -> listing.presence().present())
                .collect(Collectors.groupingBy(listing -> listing.address().key()));
    }

    private static List<Listing> at(Map<String, List<Listing>> listings, Hosted mailbox) {
        return listings.getOrDefault(mailbox.address().key(), List.of());
    }

    /** Preferred, published, neither. */
    private static int distance(List<Listing> listings) {
        if (listings.stream().anyMatch(one -> Objects.equals(one.rank(), 1))) return 0;
        return listings.stream().anyMatch(one -> !one.unlisted()) ? 1 : 2;
    }

    private @Nullable AutoReply reply(Hosted mailbox, Optional<Hosted> to, Map<String, List<Listing>> listings) {
        if (mailbox.state() instanceof State.Depublished(var _, var _, var standing)) return standing;
        return to.map(other -> proposed(mailbox, other, place(at(listings, other))))
                .orElse(null);
    }

    private AutoReply proposed(Hosted mailbox, Hosted other, @Nullable String place) {
        var holder = holder(mailbox.owner());
        return new AutoReply(
                other.address(),
                text.proposed(holder, other.address(), place, Locale.FRANCE),
                text.proposed(holder, other.address(), place, Locale.UK),
                AutoReply.Fate.NOT_READ,
                mailbox.day(clock.instant()),
                null,
                AutoReply.USUAL_DAYS,
                false);
    }

    private String holder(Owner owner) {
        return switch (owner) {
            case Owner.OfPerson(var person) ->
                directory.person(person).map(Person::fullName).orElse("Le titulaire");
            case Owner.OfStructure(var structure) ->
                directory.structure(structure).map(Structure::shownName).orElse("La structure");
        };
    }

    private @Nullable String place(List<Listing> listings) {
        return listings.stream()
                .map(listing -> listing.carrier().structureId())
                .filter(Objects::nonNull)
                .findFirst()
                .flatMap(directory::structure)
                .map(Structure::shownName)
                .orElse(null);
    }
}
