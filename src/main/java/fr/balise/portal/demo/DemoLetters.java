package fr.balise.portal.demo;

import fr.balise.mailbox.lifecycle.FirstMail.Letter;
import fr.balise.portal.demo.DemoDocuments.Patient;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What lies in the demo's mailboxes: invented by a seed, dated back from today. */
final class DemoLetters {
    private static final String SEEN = "\\Seen";
    private static final String FILED = "$BaliseFiled";
    private static final List<String> FAMILIES = List.of(
            "TESTMARTIN", "TESTROUX", "TESTMOREL", "TESTGARNIER", "TESTFAURE", "TESTBLANC", "TESTGUERIN", "TESTMULLER");
    private static final List<String> GIVEN =
            List.of("Jeanne", "Lucien", "Odette", "Yves", "Simone", "Marcel", "Nadia", "Karim");
    private static final List<String> TITLES =
            List.of("Compte rendu de consultation", "Lettre de liaison", "Compte rendu opératoire");

    private final String to;
    private final List<DemoWriter> writers;
    private final Instant now;
    private final Random random;
    private int number;

    DemoLetters(String to, DemoWorld world, Instant now) {
        this.to = to;
        this.writers = world.mailboxes().stream()
                .filter(mailbox ->
                        mailbox.person() != null && !mailbox.address().endsWith("@balise-demo.mssante.fr"))
                .map(mailbox -> writer(mailbox.address(), world.person(Objects.requireNonNull(mailbox.person()))))
                .toList();
        this.now = now;
        this.random = new Random(to.hashCode());
    }

    private static DemoWriter writer(String address, DemoWorld.Person person) {
        return new DemoWriter(
                address, (person.practiceTitle().isEmpty() ? "" : "Dr ") + person.given() + " " + person.family());
    }

    /** Mailbox 4: about 1,200 messages of five years, most of them filed long ago. */
    Stream<Letter> full() {
        return Stream.of(
                        many(430, i -> xdm(any(), days(30, 1_800), SEEN, FILED)),
                        many(41, i -> xdm(any(), days(10, 400), SEEN)),
                        many(255, i -> laboratory(any(), days(30, 1_800), SEEN, FILED)),
                        many(30, i -> laboratory(any(), days(5, 300), SEEN)),
                        many(120, i -> pdf(any(), days(60, 1_800), i % 2 == 0, SEEN, FILED)),
                        many(38, i -> pdf(any(), days(10, 500), i % 3 == 0, SEEN)),
                        many(9, i -> failure(any(), days(2, 200), i % 2 == 0 ? new String[] {SEEN} : new String[0])),
                        many(36, i -> patient(days(1, 300), SEEN)),
                        many(22, i -> receipt(any(), days(5, 700), SEEN)),
                        many(96, i -> in("Trash", letter(any(), days(20, 600), SEEN))),
                        many(45, i -> in("Sent", letter(new DemoWriter(to, "Dr Camille LEFÈVRE"), days(5, 900), SEEN))),
                        many(70, i -> letter(any(), days(3, 900), SEEN)),
                        many(12, i -> letter(any(), days(0, 12))))
                .flatMap(part -> part);
    }

    /** Mailbox 5: forgotten, though fourteen colleagues still write; three reports wait unread. */
    Stream<Letter> forgotten() {
        return Stream.of(
                        many(14, i -> letter(writers.get(i), days(2, 80), SEEN)),
                        many(3, i -> xdm(writers.get(i * 4), 3 + 9 * i)),
                        many(60, i -> xdm(any(), days(120, 900), SEEN, FILED)),
                        many(25, i -> letter(any(), days(100, 900), SEEN)),
                        many(4, i -> receipt(any(), days(100, 900), SEEN)))
                .flatMap(part -> part);
    }

    /** A mailbox in good order: everything read, every document filed. */
    Stream<Letter> orderly() {
        return Stream.of(
                        many(18, i -> xdm(any(), days(1, 200), SEEN, FILED)),
                        many(12, i -> letter(any(), days(1, 100), SEEN)))
                .flatMap(part -> part);
    }

    /** What came this week and was handed to record software since: four of its patients, and one whom it does not know. */
    Stream<Letter> toFile() {
        return many(5, i -> {
            var patient = someone();
            var family = i == 2 ? DemoSoftware.UNKNOWN : FAMILIES.get(i);
            return xdm(any(), 2 + i, new Patient(family, patient.given(), patient.born(), patient.number()), SEEN);
        });
    }

    private interface Maker {
        Letter make(int i);
    }

    private static Stream<Letter> many(int count, Maker maker) {
        return IntStream.range(0, count).mapToObj(maker::make);
    }

    private DemoWriter any() {
        return writers.get(random.nextInt(writers.size()));
    }

    private int days(int from, int to) {
        return from + random.nextInt(to - from);
    }

    private Patient someone() {
        var born = LocalDate.of(1930 + random.nextInt(75), 1 + random.nextInt(12), 1 + random.nextInt(28));
        int sex = 1 + random.nextInt(2);
        var number = "%d%02d%02d99999%03d"
                .formatted(sex, born.getYear() % 100, born.getMonthValue(), 1 + random.nextInt(999));
        long key = 97 - Long.parseLong(number) % 97;
        return new Patient(
                FAMILIES.get(random.nextInt(FAMILIES.size())),
                GIVEN.get(random.nextInt(GIVEN.size())),
                born,
                number + "%02d".formatted(key));
    }

    private Instant at(int daysAgo) {
        return now.minus(Duration.ofDays(daysAgo)).minusSeconds(60L * random.nextInt(600));
    }

    private DemoMime begin(DemoWriter from, String subject, Instant sent) {
        return new DemoMime(id(), from, to, subject, sent);
    }

    private String id() {
        return "<" + ++number + "." + Integer.toHexString(to.hashCode()) + "@demo.balise.example>";
    }

    private Letter letter(DemoWriter from, int daysAgo, String... flags) {
        var at = at(daysAgo);
        var text =
                "Chère consœur, cher confrère,\n\nMerci de votre avis. Bien confraternellement,\n" + from.name() + "\n";
        return put(at, begin(from, "Votre avis", at).text(text).mixed(), flags);
    }

    private Letter xdm(DemoWriter from, int daysAgo, String... flags) {
        var at = at(daysAgo);
        return xdm(from, at, someone(), flags);
    }

    private Letter xdm(DemoWriter from, int daysAgo, Patient patient, String... flags) {
        return xdm(from, at(daysAgo), patient, flags);
    }

    private Letter xdm(DemoWriter from, Instant at, Patient patient, String... flags) {
        var day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        var title = TITLES.get(random.nextInt(TITLES.size()));
        var mime = begin(from, "XDM/1.0/DDM+" + title + " " + patient.shown(), at)
                .header("X-MSS-CODECDA", "11488-4")
                .header("X-MSS-INS", "O")
                .text("Veuillez trouver ci-joint un document.\n")
                .file("IHE_XDM.zip", "application/zip", DemoDocuments.xdm(patient, title, "11488-4", day));
        return put(at, mime.mixed(), flags);
    }

    private Letter laboratory(DemoWriter from, int daysAgo, String... flags) {
        var at = at(daysAgo);
        var patient = someone();
        var result = DemoDocuments.laboratory(patient, LocalDate.ofInstant(at, ZoneOffset.UTC), random);
        var mime = begin(from, "[hnet] Résultats " + patient.shown(), at)
                .header("Auto-Submitted", "auto-generated")
                .text("Résultats d'analyses.\n")
                .file("resultat.hpr", "application/octet-stream", result);
        return put(at, mime.mixed(), flags);
    }

    private Letter pdf(DemoWriter from, int daysAgo, boolean scan, String... flags) {
        var at = at(daysAgo);
        var day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        var patient = someone();
        var document = DemoDocuments.pdf(patient, "Compte rendu d'imagerie", day, scan, random);
        var mime = begin(from, "Imagerie " + patient.shown(), at)
                .text("Veuillez trouver ci-joint un compte rendu.\n")
                .file("imagerie_" + patient.family() + ".pdf", "application/pdf", document);
        return put(at, mime.mixed(), flags);
    }

    /** The record software of a colleague could not file what was sent from here. */
    private Letter failure(DemoWriter from, int daysAgo, String... flags) {
        var at = at(daysAgo);
        var mime = begin(
                        from,
                        "[KO Intégration système !][902] XDM/1.0/DDM+" + TITLES.getFirst() + " "
                                + someone().shown(),
                        at)
                .text("Le document n'a pas pu être intégré : patient inconnu.\n")
                .told("message/disposition-notification", notification(from, "processed/Error: 902^Patient inconnu"));
        return put(at, mime.report("disposition-notification"), flags);
    }

    private Letter receipt(DemoWriter from, int daysAgo, String... flags) {
        var at = at(daysAgo);
        var mime = begin(from, "Votre avis", at)
                .text("Votre message a été intégré.\n")
                .told("message/disposition-notification", notification(from, "processed"));
        return put(at, mime.report("disposition-notification"), flags);
    }

    private String notification(DemoWriter from, String how) {
        return "Final-Recipient: rfc822;" + from.address() + "\nOriginal-Message-ID: " + id()
                + "\nDisposition: automatic-action/MDN-sent-automatically; " + how + "\n";
    }

    private Letter patient(int daysAgo, String... flags) {
        var at = at(daysAgo);
        var patient = someone();
        var from = new DemoWriter(patient.number() + "@patient.mssante.fr", patient.given() + " " + patient.family());
        return put(
                at,
                begin(from, "Ma question", at)
                        .text("Bonjour docteur, merci de votre réponse.\n")
                        .mixed(),
                flags);
    }

    private Letter put(Instant at, byte[] octets, String... flags) {
        return new Letter(
                "<" + number + "." + Integer.toHexString(to.hashCode()) + "@demo.balise.example>",
                "INBOX",
                Set.of(flags),
                at,
                octets);
    }

    private static Letter in(String folder, Letter letter) {
        return new Letter(letter.id(), folder, letter.flags(), letter.received(), letter.octets());
    }
}
