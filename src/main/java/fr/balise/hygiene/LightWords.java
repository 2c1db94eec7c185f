package fr.balise.hygiene;

import fr.balise.hygiene.Lightened.Taken;
import fr.balise.record.HandOvers.Filed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The text that stands for an attachment, in the message itself, French first. Pure. */
final class LightWords {
    private static final DateTimeFormatter FRENCH = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.FRENCH);
    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private LightWords() {}

    /** @param filed where record software keeps it; null where nothing shows it */
    static String of(Taken taken, @Nullable Filed filed, LocalDate today, ZoneId zone) {
        var name = taken.name().replaceAll("\\p{Cntrl}", " ").strip();
        return """
                Cette pièce jointe a été retirée du message le %s pour faire de la place.
                Nom\u00a0: %s
                Taille\u00a0: %d octets
                SHA-256\u00a0: %s
                %s

                This attachment was taken out of the message on %s to make room.
                %s
                """
                .formatted(
                        FRENCH.format(today),
                        name.isEmpty() ? taken.type() : name,
                        taken.octets(),
                        taken.sha256(),
                        filed == null
                                ? "Classement\u00a0: aucun logiciel n’en a accusé réception ici."
                                : "Classée dans\u00a0: " + filed.software() + ", le " + day(filed.at(), zone, FRENCH),
                        ENGLISH.format(today),
                        filed == null
                                ? "Filing: no software confirmed it here."
                                : "Filed in: " + filed.software() + ", on " + day(filed.at(), zone, ENGLISH))
                .replace("\n", "\r\n");
    }

    private static String day(Instant at, ZoneId zone, DateTimeFormatter how) {
        return how.format(LocalDate.ofInstant(at, zone));
    }
}
