package fr.balise.portal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static fr.balise.testing.Hand.sees;
import static java.util.regex.Pattern.compile;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.ColorScheme;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.ReplyScript;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.OpenMailbox;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.DemoEnginePageTest;
import fr.balise.testing.Hand;
import fr.balise.testing.MailTalk;
import fr.balise.testing.Visit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** To close a mailbox and lose nothing, word for word, with a colleague who writes by real SMTP: at a desk, on a phone, by keyboard. */
class ClosingJourneyPageTests extends DemoEnginePageTest {
    @Autowired
    JdbcClient jdbc;

    private static final String OLD = "lefevre.rabine@balise-demo.mssante.fr";
    private static final String COLLEAGUE = "thi-ha.nguyen@balise-demo.mssante.fr";
    private static final ContainsTextOptions PATIENTLY = new ContainsTextOptions().setTimeout(60_000);
    private static final int MESSAGES = 214;

    /** Heavy enough that a person sees the file grow. */
    private static final int DOCUMENT_OCTETS = 6_000_000;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    SessionRepository<? extends Session> sessions;

    @ParameterizedTest
    @CsvSource({"1440,POINTER", "390,POINTER", "1440,KEYBOARD"})
    void closeWithoutLosingAnything(int width, Hand hand) throws Exception {
        try (var visit = fresh(width)) {
            var page = visit.page();
            open(page, OLD);
            assertThat(find(page, "to-depublish")).hasText("Dépublier…");
            hand.press(find(page, "to-depublish"));
            assertThat(page.locator("h1")).hasText("Ce qui va se passer");
            assertThat(find(page, "what-happens").locator("li")).hasCount(3);
            assertThat(find(page, "preview-french")).containsText("Votre message est bien arrivé");
            assertThat(find(page, "preview-english")).containsText("Your message");
            visit.isAccessible().fitsItsWidth().picture("depublish-" + width + "-" + hand);

            assertThat(find(page, "depublish")).hasText("Dépublier et répondre automatiquement");
            hand.pressAndSee(find(page, "depublish"), "C’est fait. Annuaire national : demandé, pas encore constaté");
            assertThat(find(page, "republish")).hasText("Annuler");
            visit.isAccessible().fitsItsWidth().picture("depublished-" + width + "-" + hand);

            exactlyOneReply();
            mailOfAnActiveLife();

            assertThat(find(page, "to-delete")).hasText("Demander la suppression…");
            hand.press(find(page, "to-delete"));
            sees(page, "214 messages, 6 non lus, 3 documents sans preuve de classement");
            assertThat(find(page, "inside-unread")).hasText("dont 3 documents de santé non lus");
            assertThat(find(page, "inside-last")).containsText("14 correspondants écrivent encore");
            visit.isAccessible().fitsItsWidth().picture("deletion-" + width + "-" + hand);
            tick(page, hand);
            assertThat(find(page, "schedule")).hasText("Programmer la suppression");
            hand.press(find(page, "schedule"));
            assertThat(page.locator("[role=alert]").first()).containsText("Ouvrez d’abord les 3 documents non lus");
            assertThat(page.locator("[role=alert]").first())
                    .containsText("État : Dépubliée – reçoit encore. Possible maintenant :");
            visit.isAccessible().fitsItsWidth().picture("deletion-refused-" + width + "-" + hand);

            theThreeAreOpened();
            takeAll(visit, hand, "-" + width + "-" + hand);
            page.navigate(page.url().replace("/recuperer", "/supprimer"));
            sees(page, "214 messages, 3 non lus, 3 documents sans preuve de classement");
            assertThat(find(page, "retrieved")).containsText("Tout a été téléchargé le");
            assertThat(find(page, "say-retrieved")).hasText("J’ai récupéré ce qui m’est utile");
            hand.pressAndSee(find(page, "say-retrieved"), "avoir récupéré ce qui vous est utile");
            tick(page, hand);
            hand.pressAndSee(find(page, "schedule"), "Vous pouvez l’annuler jusque-là.");
            assertThat(find(page, "scheduled-words"))
                    .hasText(compile("Suppression prévue le \\d.+ \\d{4}\\. Vous pouvez l’annuler jusque-là\\."));
            visit.isAccessible().fitsItsWidth().picture("scheduled-" + width + "-" + hand);
            assertThat(answer("551 5.1.6")).startsWith("551 5.1.6");

            assertThat(find(page, "take-back")).hasText("Annuler la suppression");
            hand.pressAndSee(find(page, "take-back"), "Dépubliée – reçoit encore");
            assertThat(answer("250")).as("mail is accepted again").startsWith("250");
            visit.to("/demarches");
            for (var entry :
                    new String[] {"Dépubliée", "Contenu récupéré", "Suppression demandée", "Suppression annulée"})
                assertThat(find(page, "timeline").first()).containsText(entry);
            visit.isWellBehaved();
        }
    }

    /** "Télécharger tout": ordered, seen to grow, downloaded to its last octet. */
    private void takeAll(Visit visit, Hand hand, String name) throws IOException, InterruptedException {
        var page = visit.page();
        assertThat(find(page, "take-all")).hasText("Télécharger tout");
        hand.press(find(page, "take-all"));
        assertThat(page.locator("h1")).hasText("Télécharger tout");
        assertThat(find(page, "export-protect")).isChecked();
        assertThat(find(page, "export-passphrase")).hasValue(compile("\\S{16,}"));
        assertThat((Boolean) find(page, "export-passphrase").evaluate("e => e.scrollWidth <= e.clientWidth"))
                .as("the whole passphrase can be read, and noted")
                .isTrue();
        hand.choose(find(page, "export-noted"));
        visit.isAccessible().fitsItsWidth().picture("takeout" + name);
        hand.press(find(page, "export-start"));
        assertThat(find(page, "job")).isVisible();
        assertThat(find(page, "job").locator("progress")).hasCount(1);
        assertThat(page.locator("progress")).hasCount(1);
        visit.picture("takeout-progress" + name);
        assertThat(find(page, "export-ready")).containsText("Le fichier est prêt", PATIENTLY);
        visit.isAccessible().fitsItsWidth().picture("takeout-ready" + name);
        logInAgain(visit, hand);
        var download = page.waitForDownload(() -> hand.press(find(page, "export-download")));
        assertThat(Files.size(download.path())).isGreaterThan(3L * DOCUMENT_OCTETS);
        // Noted once the last octet left, which may be a moment after it arrived.
        for (int looks = 0; looks < 40 && hosted().retrieval() == null; looks++) Thread.sleep(250);
        assertThat(hosted().retrieval())
                .as("what left to the last octet counts as retrieved")
                .isNotNull();
    }

    /** Whoever logged in long ago logs in once more, and is on the same page afterwards. */
    private void logInAgain(Visit visit, Hand hand) {
        var page = visit.page();
        var here = page.url();
        loggedInLongAgo(visit);
        page.reload();
        assertThat(find(page, "export-download")).hasCount(0);
        assertThat(find(page, "export-relogin")).hasText("Me reconnecter");
        hand.press(find(page, "export-relogin"));
        hand.press(find(page, "login-demo"));
        hand.press(page.locator("[data-test=login-card]:has-text('LEFÈVRE') [data-test=login-card-enter]")
                .first());
        page.waitForURL(here);
        assertThat(find(page, "export-download")).isVisible();
    }

    private void loggedInLongAgo(Visit visit) {
        var cookie = visit.page().context().cookies().stream()
                .filter(one -> one.name.equals("BALISE"))
                .findFirst()
                .orElseThrow();
        older(sessions, new String(Base64.getDecoder().decode(cookie.value), StandardCharsets.UTF_8));
    }

    private static <S extends Session> void older(SessionRepository<S> sessions, String id) {
        var session = Objects.requireNonNull(sessions.findById(id));
        var since = session.<Long>getRequiredAttribute("balise.since");
        session.setAttribute("balise.since", since - Duration.ofHours(1).toMillis());
        sessions.save(session);
    }

    /**
     * What the journey speaks of, in the mailbox itself. What the demo laid there goes; what the colleague just wrote was read.
     * 14 people wrote lately: the colleague and thirteen others.
     */
    private void mailOfAnActiveLife() throws InterruptedException {
        for (int looks = 0; looks < 240 && !Files.exists(data.resolve("demo/mail-filled")); looks++) Thread.sleep(500);
        assertThat(data.resolve("demo/mail-filled")).as("the demo's own mail").exists();
        try (var mailbox = store.open(account())) {
            long kept = 0;
            for (var folder : mailbox.folders()) kept += ofTheColleague(mailbox, folder.name());
            for (int n = 0; n < 3; n++) put(mailbox, n, document(n), Set.of());
            for (int n = 3; n < 6; n++) put(mailbox, n, letter(n), Set.of());
            for (int n = 6; n < 16; n++) put(mailbox, n, document(n), Set.of("\\Seen", "$BaliseFiled"));
            for (int n = 16; n < MESSAGES - kept; n++) put(mailbox, n, letter(n), Set.of("\\Seen"));
        }
    }

    private static long ofTheColleague(OpenMailbox mailbox, String folder) {
        var kept = new ArrayList<Long>();
        var others = new ArrayList<Long>();
        mailbox.list(
                folder, 0, message -> (COLLEAGUE.equals(message.head().from()) ? kept : others).add(message.uid()));
        mailbox.delete(folder, others);
        mailbox.flag(folder, kept, Set.of("\\Seen"), Set.of());
        return kept.size();
    }

    private AccountId account() {
        return new AccountId(hosted().id().value());
    }

    private Hosted hosted() {
        return lifecycle.find(MailAddress.parse(OLD)).orElseThrow();
    }

    private static void put(OpenMailbox mailbox, int n, String message, Set<String> flags) {
        var octets = message.getBytes(StandardCharsets.US_ASCII);
        var day = Instant.now().minus(Duration.ofHours(n));
        assertThat(mailbox.append("INBOX", flags, day, octets.length, new ByteArrayInputStream(octets)))
                .isInstanceOf(OpenMailbox.Added.Stored.class);
    }

    private static String letter(int n) {
        return head(n, "Lettre " + n) + "Content-Type: text/plain\r\n\r\nBonjour\r\n";
    }

    /** The unread ones are heavy: scans, that nothing makes smaller. */
    private static String document(int n) {
        var scan = new byte[n < 3 ? DOCUMENT_OCTETS : 1_000];
        new Random(n).nextBytes(scan);
        return head(n, "Resultat " + n) + "Content-Type: application/pdf; name=resultat.pdf\r\n"
                + "Content-Disposition: attachment; filename=resultat.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(scan) + "\r\n";
    }

    private static String head(int n, String subject) {
        return "From: <confrere" + n % 13 + "@peer.mssante.fr>\r\nTo: <" + OLD + ">\r\nSubject: " + subject
                + "\r\nMessage-ID: <" + n + "@peer.mssante.fr>\r\nMIME-Version: 1.0\r\n";
    }

    /** With a mail program: what is fetched is read. */
    private void theThreeAreOpened() throws IOException {
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            imap.imap("LOGIN " + OLD + " " + password(OLD));
            imap.imap("SELECT INBOX");
            var found = imap.imap("SEARCH UNSEEN SUBJECT Resultat")
                    .lines()
                    .findFirst()
                    .orElse("");
            assertThat(found).matches("\\* SEARCH \\d+ \\d+ \\d+");
            for (var number : found.substring("* SEARCH ".length()).split(" "))
                imap.imap("FETCH " + number + " BODY[1]<0.100>");
        }
    }

    private static void tick(Page page, Hand hand) {
        for (var seen : new String[] {"see-without-proof", "see-still-receiving", "see-early"})
            if (!find(page, seen).isChecked()) hand.choose(find(page, seen));
    }

    /** The servers follow within moments of the commit. */
    private String answer(String wanted) throws IOException, InterruptedException {
        try (var smtp = submission(COLLEAGUE)) {
            var answer = "";
            for (int looks = 0; looks < 30 && !answer.startsWith(wanted); looks++) {
                if (looks > 0) Thread.sleep(500);
                answer = send(smtp, COLLEAGUE, OLD, "Résultats");
            }
            return answer;
        }
    }

    /** Once the servers obey, the first message is answered and those behind it get nothing. */
    private void exactlyOneReply() throws IOException, InterruptedException {
        for (int looks = 0; looks < 100 && !theServersObey(); looks++) Thread.sleep(100);
        assertThat(theServersObey()).isTrue();
        try (var smtp = submission(COLLEAGUE)) {
            assertThat(send(smtp, COLLEAGUE, OLD, "Compte rendu de Mme MARTIN")).startsWith("250");
            for (int looks = 0; looks < 60 && replies().isEmpty(); looks++) Thread.sleep(500);
            assertThat(send(smtp, COLLEAGUE, OLD, "Suite")).startsWith("250");
        }
        Thread.sleep(2_000); // time for a second one, which must not come
        assertThat(replies())
                .as("one reply")
                .singleElement()
                .satisfies(reply -> assertThat(reply)
                        .contains("Auto-Submitted: auto-replied")
                        .contains("Balise-Message-Fate: not-read")
                        .doesNotContain("MARTIN"));
    }

    private boolean theServersObey() {
        return jdbc.sql("select in_line = version from mailbox.hosted where address = ?")
                .param(OLD)
                .query(Boolean.class)
                .single();
    }

    private List<String> replies() throws IOException {
        return inbox(COLLEAGUE, ReplyScript.SUBJECT);
    }

    private Visit fresh(int width) {
        startOver();
        return visit("Camille Lefèvre", width, ColorScheme.LIGHT).to("/mes-boites");
    }

    private static void open(Page page, String address) {
        page.locator("[data-address='" + address + "'] [data-test=box-address]").click();
        page.waitForURL("**/mes-boites/*");
    }
}
