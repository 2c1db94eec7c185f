package fr.balise.mailbox;

import fr.balise.kernel.Spoken;
import fr.balise.mailbox.RequestView.Letter;
import fr.balise.mailbox.RequestView.Tracking;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The letter of a request. The recipient is told in the reader's language; the letter is French, like those who get it. */
@Component
class Letters {
    private final Wording wording;
    private final Days days;

    Letters(Wording wording, Days days) {
        this.wording = wording;
        this.days = days;
    }

    Letter of(StoredRequest request, Box box, Material material) {
        var facts = LetterFacts.of(request, box, material);
        var sheet = box.operator();
        return new Letter(
                wording.of(recipient(box, sheet)),
                sheet == null ? null : sheet.hospitalIt() != null ? sheet.hospitalIt() : sheet.support(),
                sheet == null ? null : sheet.form(),
                LetterText.subject(request.kind(), facts),
                LetterText.body(request.kind(), facts),
                reminder(request, box, facts, material));
    }

    private static Words recipient(Box box, @Nullable OperatorSheet sheet) {
        if (sheet == null)
            return Words.of("mailbox.letter.to.unknown", box.address().domain());
        if (sheet.hospitalIt() != null) return Words.of("mailbox.letter.to.hospital", sheet.name(), sheet.hospitalIt());
        if (sheet.form() != null) return Words.of("mailbox.letter.to.form", sheet.name());
        if (sheet.support() != null) return Words.of("mailbox.letter.to.support", sheet.name(), sheet.support());
        return Words.of("mailbox.letter.to.no-contact", sheet.name());
    }

    private @Nullable String reminder(StoredRequest request, Box box, LetterFacts facts, Material material) {
        var sentOn = switch (request.state()) {
            case RequestState.Sent(var on) -> on;
            case RequestState.Reminded r -> r.sentOn();
            default -> null;
        };
        if (sentOn == null) return null;
        var still = Watching.tracking(
                request, request.state(), material.age(), box.days().today(), days.settings());
        var file = switch (still) {
            case Tracking.StillPublished(var asOf) -> asOf;
            case Tracking.StillPublishedAfter(var _, var asOf, var _) -> asOf;
            default -> null;
        };
        return LetterText.reminder(
                request.kind(),
                facts,
                Spoken.day(sentOn, Locale.FRANCE),
                file == null ? null : Spoken.day(file, Locale.FRANCE));
    }
}
