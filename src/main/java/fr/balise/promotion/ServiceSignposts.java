package fr.balise.promotion;

import fr.balise.directory.Directory;
import fr.balise.directory.Listing;
import fr.balise.directory.Structure;
import fr.balise.identity.Subject;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The page behind the short link of a structure: what "which address?" answers for it, and nothing that is not public. Nobody who looks is counted. */
@Service
public class ServiceSignposts {
    private final ServiceLinks links;
    private final ServiceChoices choices;
    private final ServicePreferences preferences;
    private final Directory directory;
    private final Gathering gathering;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    ServiceSignposts(
            ServiceLinks links,
            ServiceChoices choices,
            ServicePreferences preferences,
            Directory directory,
            Gathering gathering,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.links = links;
        this.choices = choices;
        this.preferences = preferences;
        this.directory = directory;
        this.gathering = gathering;
        this.events = events;
        this.clock = clock;
    }

    /** Empty, without telling why: unknown, switched off, or nothing there that is public. */
    public Optional<ServiceSignpost> behind(String code) {
        return links.behind(code)
                .flatMap(directory::structure)
                .filter(structure -> structure.presence().present())
                .flatMap(this::shown);
    }

    private Optional<ServiceSignpost> shown(Structure structure) {
        var listed = gathering.services(structure);
        var decided = preferences.of(List.of(structure.id())).getOrDefault(structure.id(), List.of());
        return ServiceRules.pick(listed, decided, null)
                .map(pick -> new ServiceSignpost(
                        structure,
                        service(listed, pick.address()),
                        pick.address(),
                        pick.because(),
                        exceptions(listed, decided, pick.address()),
                        directory.age().told()));
    }

    private static @Nullable String service(List<Listing> listed, MailAddress address) {
        return listed.stream()
                .filter(one -> one.address().key().equals(address.key()))
                .flatMap(one -> Stream.ofNullable(one.service()))
                .findFirst()
                .orElse(null);
    }

    private static Map<DocumentKind, MailAddress> exceptions(
            List<Listing> listed, List<ServiceChoice> decided, MailAddress general) {
        var exceptions = new EnumMap<DocumentKind, MailAddress>(DocumentKind.class);
        for (var kind : DocumentKind.values())
            ServiceRules.pick(listed, decided, kind)
                    .filter(pick -> pick.because() == Because.EXCEPTION
                            && !pick.address().key().equals(general.key()))
                    .ifPresent(pick -> exceptions.put(kind, pick.address()));
        return exceptions;
    }

    /**
     * Switches the link of a structure on or off, by whoever manages it.
     *
     * @param structure id of the directory
     */
    @Transactional
    public Outcome<Boolean> turn(Subject manager, long structure, boolean open) {
        return choices.of(manager).then(all -> {
            var of = all.values().stream()
                    .filter(one -> one.structure().id() == structure && one.general() != null)
                    .findFirst();
            if (of.isEmpty()) return Outcome.refused(new Refusal.NotFound());
            var actor = manager.actor();
            links.make(structure, actor.account(), clock.instant());
            if (links.turn(structure, open, actor.account(), clock.instant()))
                events.publishEvent(new SensitiveAct(
                        actor.auditName(),
                        "promotion.service-link",
                        "structure:" + of.get().structure().nationalId(),
                        Map.of("open", Boolean.toString(!open)),
                        Map.of("open", Boolean.toString(open)),
                        clock.instant()));
            return Outcome.done(open);
        });
    }
}
