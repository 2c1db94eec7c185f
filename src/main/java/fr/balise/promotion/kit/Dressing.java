package fr.balise.promotion.kit;

import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.SensitiveAct;
import fr.balise.kernel.Sha256;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.promotion.ChoiceRow;
import fr.balise.promotion.Choosing;
import fr.balise.promotion.Spot;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gives the documents of a place the colour and the logo of the practice. Whoever prepares for the holder may do it. */
@Service
public class Dressing {
    private final Choosing choosing;
    private final Looks looks;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Dressing(Choosing choosing, Looks looks, ApplicationEventPublisher events, InstantSource clock) {
        this.choosing = choosing;
        this.looks = looks;
        this.events = events;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Dressed {
        record Done() implements Dressed {}

        /** Nothing was changed. */
        record Refused(Why why) implements Dressed {}
    }

    /** Why a colour or a logo is not taken. */
    public enum Why {
        /** No colour, or one that cannot be read on white. */
        TOO_LIGHT,
        TOO_HEAVY,
        TOO_LARGE,
        /** Neither PNG nor JPEG, or broken. */
        NOT_A_PICTURE;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** @param octets a PNG or JPEG; empty: the logo stays as it is */
    public record Wish(String colour, byte[] octets, boolean withoutLogo) {}

    /** @param place {@link ChoiceRow#key} */
    @Transactional
    public Outcome<Dressed> dress(Subject subject, String place, Wish wish) {
        if (!subject.may(Right.PREPARE)) return Outcome.refused(new Refusal.NotAllowed());
        return choosing.of(subject)
                .then(choices -> choices.rows().stream()
                        .filter(row -> row.key().equals(place) && row.decided() != null)
                        .findFirst()
                        .map(row -> Outcome.done(dress(subject, row.spot(), wish)))
                        .orElseGet(() -> Outcome.refused(new Refusal.NotFound())));
    }

    private Dressed dress(Subject subject, Spot spot, Wish wish) {
        var colour = Colour.read(wish.colour());
        if (colour.isEmpty()) return new Dressed.Refused(Why.TOO_LIGHT);
        var before = looks.of(spot);
        var logo = wish.withoutLogo() ? null : before.logo();
        if (wish.octets().length > 0)
            switch (Logos.read(wish.octets())) {
                case Logos.Read.Taken(var png) -> logo = png;
                case Logos.Read.Refused(var why) -> {
                    return new Dressed.Refused(why);
                }
            }
        var after = new Look(colour.get(), logo);
        looks.keep(spot, after, subject.actor().account(), clock.instant());
        events.publishEvent(new SensitiveAct(
                subject.actor().auditName(),
                "promotion.look",
                spot.situation() == null ? "person:" + spot.person() : "situation:" + spot.situation(),
                values(before),
                values(after),
                clock.instant()));
        return new Dressed.Done();
    }

    private static Map<String, String> values(Look look) {
        var logo = look.logo();
        return Map.of(
                "colour",
                look.colour().hex(),
                "logo",
                logo == null ? "" : HexFormat.of().formatHex(Sha256.of(logo)));
    }
}
