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

    /** Who says that the documents of the message are in a record. */
    enum Proof {
        SOFTWARE("Classement\u00a0: confirmé par un logiciel.", "Filing: confirmed by software."),
        PERSON("Classement\u00a0: attesté par une personne.", "Filing: attested by a person."),
        NONE("Classement\u00a0: rien ne le prouve ici.", "Filing: nothing here proves it.");

        private final String french;
        private final String english;

        Proof(String french, String english) {
            this.french = french;
            this.english = english;
        }
    }

    /** @param filed where record software keeps it; null where nothing shows it */
    static String of(Taken taken, Proof proof, @Nullable Filed filed, LocalDate today, ZoneId zone) {
        var name = taken.name().replaceAll("\\p{Cntrl}", " ").strip();
        return """
                Cette pièce jointe a été retirée du message le %s pour faire de la place.
                Nom\u00a0: %s
                Taille\u00a0: %d octets
                SHA-256\u00a0: %s
                %s

                This attachment was taken out of the message on %s to make room.
                %s
                """.formatted(
                        FRENCH.format(today),
                        name.isEmpty() ? taken.type() : name,
                        taken.octets(),
                        taken.sha256(),
                        filed == null
                                ? proof.french
                                : "Classée dans\u00a0: " + filed.software() + ", le " + day(filed.at(), zone, FRENCH),
                        ENGLISH.format(today),
                        filed == null
                                ? proof.english
                                : "Filed in: " + filed.software() + ", on " + day(filed.at(), zone, ENGLISH))
                .replace("\n", "\r\n");
    }

    private static String day(Instant at, ZoneId zone, DateTimeFormatter how) {
        return how.format(LocalDate.ofInstant(at, zone));
    }
}
