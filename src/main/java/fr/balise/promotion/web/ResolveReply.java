package fr.balise.promotion.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.balise.directory.Structure;
import fr.balise.kernel.MailAddress;
import fr.balise.promotion.Resolution;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of an answer, as docs/promotion.md and openapi.json promise it.
 *
 * @param sure false: ask before writing, the reason says why
 * @param asked whether it is the address that was asked about
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ResolveReply(
        String address,
        String reason,
        boolean sure,
        boolean asked,
        @Nullable Person person,
        @Nullable Situation situation,
        List<String> alternatives,
        Validity validity) {

    /** @param rppsEnd what tells homonyms apart on a screen */
    record Person(
            long id,
            @Nullable String rppsEnd,
            @Nullable String civility,
            String family,
            @Nullable String given) {}

    record Situation(
            long id,
            @Nullable String profession,
            @Nullable Long structure,
            @Nullable String name,
            @Nullable String city) {}

    /** @param directory day of the directory it is drawn from; {@code askAgain} from which it should be asked anew */
    record Validity(@Nullable LocalDate directory, LocalDate askAgain) {}

    static ResolveReply of(Resolution.Use use, LocalDate today) {
        return new ResolveReply(
                use.address().toString(),
                use.because().word(),
                use.because().sure(),
                use.asked(),
                Optional.ofNullable(use.person()).map(ResolveReply::person).orElse(null),
                Optional.ofNullable(use.situation())
                        .map(ResolveReply::situation)
                        .orElse(null),
                use.alternatives().stream().map(MailAddress::toString).toList(),
                new Validity(use.directory(), today.plusDays(1)));
    }

    private static Person person(fr.balise.directory.Person of) {
        var end = of.nationalId().rpps().map(rpps -> rpps.value().substring(7)).orElse(null);
        return new Person(of.id(), end, of.civility(), of.family(), of.given());
    }

    private static Situation situation(fr.balise.directory.Situation of) {
        var at = Optional.ofNullable(of.structure());
        return new Situation(
                of.id(),
                Optional.ofNullable(of.profession()).map(coded -> coded.label()).orElse(null),
                at.map(Structure::id).orElse(null),
                at.map(Structure::shownName).orElse(null),
                at.map(structure -> structure.address().city()).orElse(null));
    }
}
