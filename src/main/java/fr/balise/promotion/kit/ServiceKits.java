package fr.balise.promotion.kit;

import fr.balise.identity.HostNames;
import fr.balise.identity.Subject;
import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.promotion.Links;
import fr.balise.promotion.ServiceChoices;
import fr.balise.promotion.ServiceLinks;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;

/** Gathers the kit of the service mailbox that a structure prefers, for whoever manages it. It says nothing of any person. */
@Service
public class ServiceKits {
    private final ServiceChoices choices;
    private final ServiceLinks links;
    private final MessageSource messages;
    private final URI portal;

    ServiceKits(ServiceChoices choices, ServiceLinks links, MessageSource messages, MailboxSettings settings) {
        this.choices = choices;
        this.links = links;
        this.messages = messages;
        portal = settings.baseUrl();
    }

    /**
     * @param shown whether the page behind the link shows the address: only what is public is shown
     * @param reachable whether the portal has an address that others than this machine reach
     */
    public record Gathered(ServiceChoices.Of of, Kit kit, boolean shown, boolean reachable) {}

    /**
     * Refused as not found while nothing is decided, or where what is decided cannot be chosen any more.
     *
     * @param structure id of the directory
     */
    public Outcome<Gathered> of(Subject manager, long structure, Locale language) {
        return choices.of(manager)
                .then(all -> all.values().stream()
                        .filter(of -> of.structure().id() == structure)
                        .findFirst()
                        .flatMap(of -> gather(of, language))
                        .map(Outcome::done)
                        .orElseGet(() -> Outcome.refused(new Refusal.NotFound())));
    }

    private Optional<Gathered> gather(ServiceChoices.Of of, Locale language) {
        return of.chosen().map(chosen -> {
            var link = links.of(of.structure().id()).filter(Links.Link::open).map(one -> Kits.address(portal, one));
            return new Gathered(
                    of,
                    new Kit(
                            KitContent.of(of, chosen, link.orElse(null)),
                            KitWords.ofStructure(messages, language),
                            Look.PLAIN),
                    !of.isGone(),
                    !HostNames.isLoopback(String.valueOf(portal.getHost())));
        });
    }
}
