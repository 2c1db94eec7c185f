package fr.balise.record;

import fr.balise.identity.Actor;
import fr.balise.identity.Actor.Role;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.SensitiveAct;
import fr.balise.record.way.Allowed;
import fr.balise.record.way.ClientIdentity;
import fr.balise.record.way.NotNow;
import fr.balise.record.way.Software;
import fr.balise.record.way.Ways;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Where the operator's staff say which record software there is, and for whom. They see no document and no receipt. */
@Service
public class SoftwareDesk {
    private static final Pattern HOST_KEY = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}=?");
    private static final Pattern RECEIVER = Pattern.compile("[A-Za-z0-9_.-]{1,60}\\^[A-Za-z0-9_.-]{1,60}");
    private static final Pattern DOMAIN = Pattern.compile("@[a-z0-9-]+(\\.[a-z0-9-]+)+");
    private static final int MOST_SERVED = 500;

    private final SoftwareRows rows;
    private final Allowed allowed;
    private final Ways ways;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    SoftwareDesk(
            SoftwareRows rows,
            Allowed allowed,
            Ways ways,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.rows = rows;
        this.allowed = allowed;
        this.ways = ways;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    public enum Why {
        NAME,
        /** Not an address of that kind. */
        SCHEME,
        /** The settings do not name that place. */
        PLACE,
        /** Neither an address nor a domain with its @. */
        SERVES,
        HOST_KEY,
        RECEIVER,
        /** Neither key and certificate to that key, nor, over FHIR, a token. */
        CERTIFICATE
    }

    public sealed interface Saved {
        record Done(long id) implements Saved {}

        record Refused(Why why) implements Saved {}

        record NotStaff() implements Saved {}
    }

    /** Empty for whoever is not of the operator's staff. */
    public Optional<List<Software>> all(Actor actor) {
        return actor.is(Role.OPERATOR) ? Optional.of(rows.all()) : Optional.empty();
    }

    public List<Software.Kind> kinds() {
        return ways.kinds();
    }

    public boolean hasSecret(Software one) {
        return one.id() != 0 && rows.hasSecret(one.id());
    }

    /** Until when software can take the client certificate that is kept for it; empty for none. */
    public Optional<Instant> certificateUntil(Actor actor, long id) {
        return actor.is(Role.OPERATOR) ? rows.certificateUntil(id) : Optional.empty();
    }

    /** @param one its secret empty to keep the one that is there @param forget whether the secret goes */
    public Saved save(Actor actor, Software one, boolean forget) {
        if (!actor.is(Role.OPERATOR)) return new Saved.NotStaff();
        var why = wrong(one);
        if (why != null) return new Saved.Refused(why);
        return Objects.requireNonNull(transaction.execute(_ -> new Saved.Done(kept(actor, one, forget))));
    }

    private long kept(Actor actor, Software one, boolean forget) {
        var before = rows.find(one.id());
        long id = one.id();
        if (before.isEmpty()) id = rows.add(one);
        else {
            rows.change(one);
            // A secret goes to the place that it was typed for, to no other.
            boolean elsewhere = !before.get().address().equals(one.address());
            if (forget || elsewhere) rows.secret(id, null);
            if (!one.secret().isEmpty()) rows.secret(id, one.secret());
        }
        events.publishEvent(new SensitiveAct(
                actor.auditName(),
                "record.software",
                "software:" + id,
                before.map(SoftwareDesk::traced).orElse(Map.of()),
                traced(one),
                clock.instant()));
        return id;
    }

    private static Map<String, String> traced(Software one) {
        return Map.of(
                "kind", one.kind().name(),
                "address", one.address().toString(),
                "serves", Integer.toString(one.serves().size()),
                "active", Boolean.toString(one.active()));
    }

    private @Nullable Why wrong(Software one) {
        if (one.name().isBlank() || one.name().length() > 100) return Why.NAME;
        var refused = allowed.refuses(one.kind(), one.address());
        if (refused != null)
            return switch (refused) {
                case SCHEME -> Why.SCHEME;
                case PLACE -> Why.PLACE;
            };
        if (one.serves().isEmpty() || one.serves().size() > MOST_SERVED) return Why.SERVES;
        if (!one.serves().stream().allMatch(SoftwareDesk::served)) return Why.SERVES;
        if (!isUsable(one.kind(), one.secret())) return Why.CERTIFICATE;
        return switch (one.kind()) {
            case SFTP ->
                HOST_KEY.matcher(one.hostKey()).matches() && !one.login().isBlank() ? null : Why.HOST_KEY;
            case MLLP -> RECEIVER.matcher(one.receiver()).matches() ? null : Why.RECEIVER;
            case FOLDER, FHIR -> null;
        };
    }

    private static boolean isUsable(Software.Kind kind, String secret) {
        if (secret.isEmpty()) return true;
        return switch (kind) {
            case MLLP -> ClientIdentity.read(secret).isPresent();
            case FHIR ->
                ClientIdentity.isMeant(secret)
                        ? ClientIdentity.read(secret).isPresent()
                        : secret.chars().noneMatch(Character::isISOControl);
            case SFTP, FOLDER -> true;
        };
    }

    private static boolean served(String text) {
        return DOMAIN.matcher(text).matches()
                || MailAddress.read(text)
                        .filter(address -> address.key().equals(text))
                        .isPresent();
    }

    /** Whether it is there now; empty when it is. @throws java.util.NoSuchElementException for none of that number */
    public Optional<NotNow.Why> tried(Actor actor, long id) {
        if (!actor.is(Role.OPERATOR)) throw new java.util.NoSuchElementException();
        var software = rows.opened(id).orElseThrow();
        try {
            ways.of(software).reach(software);
            return Optional.empty();
        } catch (NotNow not) {
            return Optional.of(not.why());
        }
    }
}
