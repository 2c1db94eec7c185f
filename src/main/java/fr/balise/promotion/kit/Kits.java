package fr.balise.promotion.kit;

import fr.balise.identity.HostNames;
import fr.balise.identity.Subject;
import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.promotion.ChoiceRow;
import fr.balise.promotion.Choices;
import fr.balise.promotion.Choosing;
import fr.balise.promotion.Links;
import fr.balise.promotion.Signposts;
import fr.balise.promotion.Spot;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;

/** Gathers the kits of a person: one per place for which a mailbox was chosen. Whoever may see the choices may take the kit. */
@Service
public class Kits {
    /** Where the page behind a short link is. */
    public static final String PAGE = "/bal/";

    private final Choosing choosing;
    private final Links links;
    private final Signposts signposts;
    private final Looks looks;
    private final MessageSource messages;
    private final URI portal;

    Kits(
            Choosing choosing,
            Links links,
            Signposts signposts,
            Looks looks,
            MessageSource messages,
            MailboxSettings settings) {
        this.choosing = choosing;
        this.links = links;
        this.signposts = signposts;
        this.looks = looks;
        this.messages = messages;
        portal = settings.baseUrl();
    }

    /**
     * @param places all that have a kit, this one among them
     * @param link null where none was ever made
     * @param shown whether the page behind the link shows the address: only what is public is shown
     * @param reachable whether the portal has an address that others than this machine reach
     */
    public record Gathered(
            List<ChoiceRow> places,
            ChoiceRow row,
            Kit kit,
            Links.@Nullable Link link,
            boolean shown,
            boolean reachable) {}

    /** Places that have a kit. */
    public Outcome<List<ChoiceRow>> places(Subject subject) {
        return choosing.of(subject).map(Kits::ready);
    }

    private static List<ChoiceRow> ready(Choices choices) {
        return choices.rows().stream().filter(row -> row.decided() != null).toList();
    }

    /** @param place {@link ChoiceRow#key} */
    public Outcome<Gathered> of(Subject subject, String place, Locale language) {
        return choosing.of(subject)
                .then(choices -> gather(choices, place, language)
                        .map(Outcome::done)
                        .orElseGet(() -> Outcome.refused(new Refusal.NotFound())));
    }

    private Optional<Gathered> gather(Choices choices, String place, Locale language) {
        var places = ready(choices);
        var at = places.stream().filter(one -> one.key().equals(place)).findFirst();
        var person = choices.view().person();
        if (at.isEmpty() || person == null) return Optional.empty();
        var row = at.get();
        var decided = row.decided();
        if (decided == null) return Optional.empty();
        var link = links.of(row.spot()).orElse(null);
        var content = KitContent.of(person, row, decided, link == null || !link.open() ? null : address(link));
        return Optional.of(new Gathered(
                places,
                row,
                new Kit(content, KitWords.of(messages, language), looks.of(row.spot())),
                link,
                signposts.at(row.spot()).isPresent(),
                !HostNames.isLoopback(String.valueOf(portal.getHost()))));
    }

    /** From what is public now, whoever asks; empty where nothing is. */
    Optional<Kit> at(Spot spot, Locale language) {
        return signposts.at(spot).map(there -> {
            var link = links.of(spot).filter(Links.Link::open).map(this::address);
            return new Kit(KitContent.of(there, link.orElse(null)), KitWords.of(messages, language), looks.of(spot));
        });
    }

    private URI address(Links.Link link) {
        return address(portal, link);
    }

    static URI address(URI portal, Links.Link link) {
        return URI.create(portal.toString().replaceAll("/+$", "") + PAGE + link.code());
    }
}
