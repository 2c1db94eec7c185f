package fr.balise.mailbox.console;

import fr.balise.directory.Directory;
import fr.balise.directory.Person;
import fr.balise.directory.Publication;
import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.Publication.Wanted;
import fr.balise.directory.PublicationOutcome;
import fr.balise.directory.Structure;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.console.Creation.Why;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Opening;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.State;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens mailboxes for people and structures of the directory, for whoever may: a page, the API and files come here alike. */
@Service
public class Creating {
    /** Namesakes after the first get a number; who needs more than this gets an address by hand. */
    private static final int NAMESAKES = 99;

    private static final Predicate<String> NONE = _ -> false;

    private final Directory directory;
    private final Openings openings;
    private final Lifecycle lifecycle;
    private final Publication publication;
    private final MailboxSettings settings;
    private final CreationSettings patterns;
    private final TransactionTemplate transaction;

    Creating(
            Directory directory,
            Openings openings,
            Lifecycle lifecycle,
            Publication publication,
            MailboxSettings settings,
            CreationSettings patterns,
            TransactionTemplate transaction) {
        this.directory = directory;
        this.openings = openings;
        this.lifecycle = lifecycle;
        this.publication = publication;
        this.settings = settings;
        this.patterns = patterns;
        this.transaction = transaction;
    }

    /** What would come of it. Changes nothing. @param taken addresses (keys) that others of the same file will have by then */
    public Creation look(Wish wish, Opener opener, Predicate<String> taken) {
        return switch (plan(wish, opener, taken)) {
            case Planned.Stopped(var outcome) -> outcome;
            case Planned.Ready(var plan) ->
                new Creation.Possible(plan.address(), plan.bearer().name());
        };
    }

    /** Opens it, and states what the directory is to show; both or neither. Asking again changes nothing. */
    public Creation open(Wish wish, Opener opener) {
        return switch (plan(wish, opener, NONE)) {
            case Planned.Stopped(var outcome) -> outcome;
            case Planned.Ready(var plan) ->
                transaction.execute(status -> {
                    var outcome = opened(plan, wish, opener);
                    if (outcome instanceof Creation.Refused) status.setRollbackOnly();
                    return outcome;
                });
        };
    }

    /** The address that the pattern of the domain gives, the next free one where a namesake has it. */
    public Optional<MailAddress> proposal(Wish wish, String domain) {
        return Bearer.find(directory, wish).bearer().flatMap(bearer -> proposal(wish, bearer, domain, NONE));
    }

    private sealed interface Planned {
        record Ready(Plan plan) implements Planned {}

        record Stopped(Creation outcome) implements Planned {}
    }

    private record Plan(MailAddress address, Bearer bearer) {}

    private Planned plan(Wish wish, Opener opener, Predicate<String> taken) {
        var domain = domain(wish);
        // First of all: whoever may not open here learns nothing about who is in the directory or which addresses are
        // taken.
        if (!opener.mayOpen(domain)) return stopped(Why.NOT_ALLOWED);
        if (!settings.ownDomains().contains(domain)) return stopped(Why.OTHER_DOMAIN);
        var found = Bearer.find(directory, wish);
        if (found.why() instanceof Why why) return stopped(why);
        var bearer = found.bearer().orElseThrow();
        var typed = wish.address();
        if (typed == null) return byPattern(wish, bearer, domain, taken);
        var address = address(typed, domain);
        return address.isEmpty() ? stopped(Why.NOT_AN_ADDRESS) : typed(address.get(), wish, bearer, taken);
    }

    private Planned byPattern(Wish wish, Bearer bearer, String domain, Predicate<String> taken) {
        // The same line again must find what it made the first time, not make a second mailbox.
        var there = lifecycle.of(bearer.owner()).stream()
                .filter(mailbox -> mailbox.type() == wish.type()
                        && mailbox.address().domain().equals(domain)
                        && !(mailbox.state() instanceof State.Erased))
                .filter(mailbox -> patterned(mailbox.address(), wish, bearer))
                .findFirst();
        if (there.isPresent()) return new Planned.Stopped(new Creation.There(there.get()));
        return proposal(wish, bearer, domain, taken)
                .<Planned>map(address -> new Planned.Ready(new Plan(address, bearer)))
                .orElseGet(() -> stopped(Why.NO_PROPOSAL));
    }

    private Planned typed(MailAddress address, Wish wish, Bearer bearer, Predicate<String> taken) {
        if (taken.test(address.key())) return stopped(Why.TWICE);
        var obstacle = openings.obstacle(address, bearer.owner());
        if (obstacle.isPresent()) return new Planned.Stopped(outcome(obstacle.get()));
        if (patterns.strict() && bearer.isPerson() && !patterned(address, wish, bearer))
            return stopped(Why.NOT_THE_PATTERN);
        return new Planned.Ready(new Plan(address, bearer));
    }

    private Creation opened(Plan plan, Wish wish, Opener opener) {
        var bearer = plan.bearer();
        var opening = openings.open(
                plan.address(),
                wish.type(),
                bearer.owner(),
                wish.situation(),
                bearer.zone(settings.zone()),
                opener.by());
        if (!(opening instanceof Opening.Opened(Hosted mailbox))) return outcome(opening);
        var wanted = new Wanted(
                plan.address(),
                wish.type(),
                bearer.carrier(),
                wish.listed() ? Visibility.PUBLISHED : Visibility.UNLISTED,
                null,
                wish.description(),
                wish.service(),
                wish.responsible());
        return switch (publication.want(wanted, opener.by().actor())) {
            case PublicationOutcome.Stated _ -> new Creation.Created(mailbox);
            case PublicationOutcome.Refused(var why) -> new Creation.Refused(why(why));
        };
    }

    private static Creation outcome(Opening opening) {
        return switch (opening) {
            case Opening.Opened(var mailbox) -> new Creation.Created(mailbox);
            case Opening.AlreadyOpen(var mailbox) -> new Creation.There(mailbox);
            case Opening.Refused(var why) ->
                new Creation.Refused(
                        switch (why) {
                            case NOT_AVAILABLE -> Why.NOT_AVAILABLE;
                            case ERASED -> Why.ERASED;
                            case OTHER_DOMAIN -> Why.OTHER_DOMAIN;
                            case NOT_AN_ADDRESS -> Why.NOT_AN_ADDRESS;
                        });
        };
    }

    private static Why why(PublicationOutcome.Why why) {
        return switch (why) {
            case UNKNOWN_CARRIER -> Why.OTHER_SITUATION;
            case BAD_ADDRESS -> Why.NOT_AN_ADDRESS;
            case OTHER_TYPE -> Why.OTHER_TYPE;
            case TYPE_NOT_FOR_CARRIER -> Why.TYPE_NOT_FOR_HOLDER;
            case FIELD_NOT_FOR_TYPE -> Why.FIELD_NOT_FOR_TYPE;
            case BAD_RANK, BAD_TEXT -> Why.BAD_TEXT;
        };
    }

    private Optional<MailAddress> proposal(Wish wish, Bearer bearer, String domain, Predicate<String> taken) {
        var local = pattern(bearer, domain).of(names(bearer, wish)).orElse(null);
        if (local == null) return Optional.empty();
        for (int number = 1; number <= NAMESAKES; number++) {
            var address = new MailAddress(number == 1 ? local : local + number, domain);
            if (!taken.test(address.key())
                    && openings.obstacle(address, bearer.owner()).isEmpty()) return Optional.of(address);
        }
        return Optional.empty();
    }

    private boolean patterned(MailAddress address, Wish wish, Bearer bearer) {
        return pattern(bearer, address.domain()).allows(address.localPart(), names(bearer, wish));
    }

    private AddressPattern pattern(Bearer bearer, String domain) {
        return bearer.isPerson() ? patterns.ofPeople(domain) : patterns.ofStructures();
    }

    private static Map<String, String> names(Bearer bearer, Wish wish) {
        return switch (bearer) {
            case Bearer.OfPerson(Person person, var _) -> {
                var given = person.given() == null ? "" : person.given();
                yield Map.of(
                        "prenom", given, "nom", person.family(), "p", given.isEmpty() ? "" : given.substring(0, 1));
            }
            case Bearer.OfStructure(Structure structure) -> {
                var names = new HashMap<String, String>();
                names.put("structure", structure.shownName());
                names.put("service", wish.service() == null ? structure.shownName() : wish.service());
                yield names;
            }
        };
    }

    private String domain(Wish wish) {
        var typed = wish.address();
        var at = typed == null ? -1 : typed.lastIndexOf('@');
        if (typed != null && at >= 0) return typed.substring(at + 1).toLowerCase(Locale.ROOT);
        if (wish.domain() instanceof String domain) return domain.toLowerCase(Locale.ROOT);
        return settings.ownDomains().isEmpty() ? "" : settings.ownDomains().getFirst();
    }

    private static Optional<MailAddress> address(String typed, String domain) {
        try {
            return Optional.of(typed.indexOf('@') < 0 ? new MailAddress(typed, domain) : MailAddress.parse(typed));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static Planned stopped(Why why) {
        return new Planned.Stopped(new Creation.Refused(why));
    }
}
