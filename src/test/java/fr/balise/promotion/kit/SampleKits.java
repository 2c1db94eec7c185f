package fr.balise.promotion.kit;

import fr.balise.kernel.MailAddress;
import fr.balise.promotion.DocumentKind;
import fr.balise.promotion.kit.KitContent.Postal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Kits of invented people: those of the demo, as its files name them. */
@NullUnmarked
final class SampleKits {
    static final URI LINK = URI.create("https://portail.exemple.fr/bal/0123456789ab");
    static final MailAddress ADDRESS = MailAddress.parse("camille.lefevre@exemple.mssante.fr");

    private SampleKits() {}

    static KitWords words(Locale locale) {
        var messages = new ResourceBundleMessageSource();
        messages.setBasename("messages/promotion");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return KitWords.of(messages, locale);
    }

    static Kit kit() {
        return kit(content(Map.of()), Locale.FRENCH);
    }

    static Kit kit(KitContent content, Locale locale) {
        return new Kit(content, words(locale), Look.PLAIN);
    }

    static KitContent content(Map<DocumentKind, MailAddress> exceptions) {
        return content("Dr", "Camille", "LEFÈVRE", ADDRESS, exceptions, LINK);
    }

    static KitContent content(
            String title,
            String given,
            String family,
            MailAddress address,
            Map<DocumentKind, MailAddress> exceptions,
            URI link) {
        return new KitContent(
                title,
                given,
                family,
                "Médecin, Médecine générale",
                "Cabinet médical de la Rabine",
                new Postal("12 PROM DE LA RABINE", "56000", "VANNES"),
                address,
                exceptions,
                link);
    }

    /** Of a service mailbox: nobody is named. */
    static Kit ofStructure(Locale locale) {
        var messages = new ResourceBundleMessageSource();
        messages.setBasename("messages/promotion");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        var content = new KitContent(
                "",
                "",
                "",
                "Cardiologie",
                "Centre hospitalier de l'Estuaire",
                new Postal("1 AV DES EMBRUNS", "44600", "SAINT-NAZAIRE"),
                MailAddress.parse("cardiologie@ch-estuaire-demo.mssante.fr"),
                Map.of(),
                LINK);
        return new Kit(content, KitWords.ofStructure(messages, locale), Look.PLAIN);
    }

    /** One kit for each person of the demo who has a mailbox. */
    static List<Kit> ofTheDemo() {
        var places = rows("structures");
        var people = rows("people");
        var words = words(Locale.FRENCH);
        var kits = new ArrayList<Kit>();
        var seen = new HashSet<String>();
        for (var box : rows("mailboxes").values()) {
            if (!box[0].equals("PER") || !seen.add(box[2])) continue;
            var who = people.get(box[2]);
            var place = places.get(box[3]);
            kits.add(new Kit(
                    new KitContent(
                            who[1].equals("DR") ? "Dr" : "",
                            who[4],
                            who[3],
                            "Médecin, Radiodiagnostic et imagerie médicale",
                            place == null ? "" : place[4].isEmpty() ? place[3] : place[4],
                            place == null
                                    ? Postal.NONE
                                    : new Postal(String.join(" ", place[5], place[6], place[7]), place[8], place[9]),
                            MailAddress.parse(box[1]),
                            Map.of(),
                            LINK),
                    words,
                    Look.PLAIN));
        }
        return kits;
    }

    /** By the first column; mailboxes by their address. */
    private static Map<String, String[]> rows(String file) {
        var rows = new LinkedHashMap<String, String[]>();
        try (var in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SampleKits.class.getResourceAsStream("/demo/" + file + ".txt")),
                StandardCharsets.UTF_8))) {
            in.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                var cells = line.split("\\|", -1);
                rows.put(cells[file.equals("mailboxes") ? 1 : 0], cells);
            });
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }
}
