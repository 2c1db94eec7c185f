package fr.balise.promotion.kit;

import fr.balise.kernel.MailAddress;
import fr.balise.promotion.DocumentKind;
import fr.balise.promotion.kit.KitContent.Postal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Kits of invented people: those of the demo, as its files name them. */
@NullUnmarked
final class SampleKits {
    static final URI LINK = URI.create("https://portail.exemple.fr/bal/0123456789ab");
    static final MailAddress ADDRESS = MailAddress.parse("camille.lefevre@exemple.mssante.fr");

    private SampleKits() {}

    static KitWords words(Locale locale) {
        return KitWords.of(messages(), locale);
    }

    private static ResourceBundleMessageSource messages() {
        var messages = new ResourceBundleMessageSource();
        messages.setBasename("messages/promotion");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return messages;
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
        return new Kit(content, KitWords.ofStructure(messages(), locale), Look.PLAIN);
    }

    /** One for each mailbox of each person of the demo, as if it were the one chosen for its place. */
    static List<Kit> ofTheDemo(Locale locale) {
        var people = rows("people");
        var words = words(locale);
        return mailboxes("PER", "CAB")
                .map(box -> {
                    var who = people.get(box[2]);
                    var content = new KitContent(
                            who[1].equals("DR") ? "Dr" : "",
                            who[4],
                            who[3],
                            "Médecin, Radiodiagnostic et imagerie médicale",
                            structure(box),
                            postal(box),
                            MailAddress.parse(box[1]),
                            Map.of(),
                            LINK);
                    return new Kit(content, words, Look.PLAIN);
                })
                .toList();
    }

    /** One for each service mailbox of the demo. */
    static List<Kit> ofTheDemosServices(Locale locale) {
        var words = KitWords.ofStructure(messages(), locale);
        return mailboxes("ORG")
                .map(box -> new KitContent(
                        "", "", "", box[4], structure(box), postal(box), MailAddress.parse(box[1]), Map.of(), LINK))
                .map(content -> new Kit(content, words, Look.PLAIN))
                .toList();
    }

    /** Family names of everybody in the demo who has a mailbox. */
    static Set<String> peopleWithAMailbox() {
        var people = rows("people");
        return mailboxes("PER", "CAB").map(box -> people.get(box[2])[3]).collect(Collectors.toSet());
    }

    private static Stream<String[]> mailboxes(String... types) {
        return rows("mailboxes").values().stream().filter(box -> List.of(types).contains(box[0]));
    }

    private static String structure(String[] box) {
        var place = rows("structures").get(box[3]);
        return place == null ? "" : place[4].isEmpty() ? place[3] : place[4];
    }

    private static Postal postal(String[] box) {
        var place = rows("structures").get(box[3]);
        return place == null
                ? Postal.NONE
                : new Postal(String.join(" ", place[5], place[6], place[7]), place[8], place[9]);
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
