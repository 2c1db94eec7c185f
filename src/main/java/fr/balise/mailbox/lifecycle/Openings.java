package fr.balise.mailbox.lifecycle;

import fr.balise.directory.Carrier;
import fr.balise.directory.Directory;
import fr.balise.directory.Listing;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.lifecycle.HostedRows.Noted;
import fr.balise.mailbox.lifecycle.Opening.AlreadyOpen;
import fr.balise.mailbox.lifecycle.Opening.Opened;
import fr.balise.mailbox.lifecycle.Opening.Refused;
import fr.balise.mailbox.lifecycle.Opening.Why;
import fr.balise.mailstore.HostedAddress;
import fr.balise.mailstore.MailDomains;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gives addresses: each to one owner, for ever. */
@Service
public class Openings {
    private final HostedRows rows;
    private final Directory directory;
    private final MailboxSettings settings;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Openings(
            HostedRows rows,
            Directory directory,
            MailboxSettings settings,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.rows = rows;
        this.directory = directory;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /** @param situation null for all places; {@code zone} is that of the place where the mailbox is used */
    @Transactional
    public Opening open(
            MailAddress address, MailboxType type, Owner owner, @Nullable Long situation, ZoneId zone, By by) {
        var obstacle = obstacle(address, owner);
        if (obstacle.isPresent()) return obstacle.get();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return rows.add(address, type, owner, situation, zone, now)
                .map(id -> {
                    var mailbox = rows.find(id).orElseThrow();
                    rows.note(List.of(new Noted(mailbox, 0)), "open", by, now);
                    events.publishEvent(new SensitiveAct(
                            by.actor(), "mailbox.open", "mailbox:" + id, Map.of(), Traced.of(mailbox), now));
                    events.publishEvent(new LifecycleChanged(id.value(), 0, now));
                    return (Opening) new Opened(mailbox);
                })
                .orElseGet(() -> taken(rows.find(address).orElseThrow(), owner));
    }

    /** What stands in the way of giving it to that owner; empty when nothing does. Changes nothing. */
    public Optional<Opening> obstacle(MailAddress address, Owner owner) {
        if (!HostedAddress.isGood(address)) return Optional.of(new Refused(Why.NOT_AN_ADDRESS));
        if (!settings.ownDomains().contains(address.domain())) return Optional.of(new Refused(Why.OTHER_DOMAIN));
        // Each domain owes these to the world: they are nobody's.
        if (MailDomains.OWED.contains(address.localPart().toLowerCase(Locale.ROOT)))
            return Optional.of(new Refused(Why.NOT_AVAILABLE));
        // The national directory remembers who had it before this installation did.
        if (directory.listings(address).stream().anyMatch(row -> !isOf(row, owner)))
            return Optional.of(new Refused(Why.NOT_AVAILABLE));
        return rows.find(address).map(mailbox -> taken(mailbox, owner));
    }

    private static Opening taken(Hosted mailbox, Owner owner) {
        if (!mailbox.owner().equals(owner)) return new Refused(Why.NOT_AVAILABLE);
        return mailbox.state() instanceof State.Erased ? new Refused(Why.ERASED) : new AlreadyOpen(mailbox);
    }

    private boolean isOf(Listing row, Owner owner) {
        return switch (row.carrier()) {
            case Carrier.OfPerson(long person) -> person(person).equals(Optional.of(owner));
            case Carrier.OfSituation(long person, long _, Long _) ->
                person(person).equals(Optional.of(owner));
            case Carrier.OfStructure(long structure) ->
                directory
                        .structure(structure)
                        .map(found -> (Owner) new Owner.OfStructure(found.nationalId()))
                        .equals(Optional.of(owner));
        };
    }

    private Optional<Owner> person(long id) {
        return directory.person(id).map(found -> new Owner.OfPerson(found.nationalId()));
    }
}
