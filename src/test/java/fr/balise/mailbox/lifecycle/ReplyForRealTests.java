package fr.balise.mailbox.lifecycle;

import static fr.balise.mailbox.lifecycle.Held.NEW;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The automatic reply in the real interpreter. */
class ReplyForRealTests {
    private static final LocalDate NOW = LocalDate.now(Held.PARIS);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    Pigeonhole sieve;

    @BeforeEach
    void start() throws IOException {
        sieve = new Pigeonhole(folder);
    }

    private static AutoReply reply(AutoReply.Fate fate, LocalDate from, @Nullable LocalDate until, boolean patients) {
        return new AutoReply(
                NEW, "Je vous lis ailleurs : « été » à 8 h.", "I read you elsewhere.", fate, from, until, 30, patients);
    }

    private static String usual() {
        return ReplyScriptTests.script(reply(AutoReply.Fate.NOT_READ, NOW.minusDays(1), null, false));
    }

    /** A message of a colleague, with more lines in its head. */
    private static String mail(String... head) {
        return from("confrere@hopital.mssante.fr", head);
    }

    private static String from(String from, String... head) {
        return "Return-Path: <" + from + ">\nFrom: Confrère <" + from + ">\nTo: Anne.Essai@balise-essai.mssante.fr\n"
                + "Subject: XDM/1.0/DDM+DUPONT Marie 1975\nMessage-ID: <1@hopital>\n"
                + "Date: Wed, 25 Nov 2026 20:00:00 +0000\n" + String.join("\n", head) + (head.length > 0 ? "\n" : "")
                + "\nCompte rendu de Mme DUPONT.\n";
    }

    @Test
    void aColleagueIsToldOnceWithHeadersForSoftwareAndNothingOfTheMessage() throws Exception {
        var ran = sieve.run(usual(), mail());
        assertThat(ran.sent()).isEqualTo(1);
        assertThat(ran.out()).contains("RECIPIENT: confrere@hopital.mssante.fr");
        assertThat(ran.log()).contains("stored mail into mailbox 'INBOX'");
        assertThat(ran.reply()).doesNotContain("DUPONT").doesNotContain("XDM").doesNotContain("Compte rendu");
        var answer = parsed(ran.reply());
        assertThat(answer.getSubject()).isEqualTo(ReplyScript.SUBJECT);
        assertThat(answer.getHeader("Auto-Submitted", null)).isEqualTo("auto-replied (vacation)");
        assertThat(answer.getHeader("Balise-New-Address", null)).isEqualTo("<" + NEW + ">");
        assertThat(answer.getHeader("Balise-Old-Address", null)).isEqualTo("<" + Held.OLD + ">");
        assertThat(answer.getHeader("Balise-Message-Fate", null)).isEqualTo("not-read");
        assertThat(answer.getHeader("Reply-To", null)).isEqualTo("<" + NEW + ">");
        assertThat(answer.getHeader("Content-Language", null)).isEqualTo("fr, en");
        assertThat(answer.getHeader("Content-Type")).hasSize(1);
        assertThat(answer.getFrom()[0]).hasToString(Held.OLD.toString());
        assertThat(answer.getContent().toString().replace("\r\n", "\n"))
                .contains("Votre message est bien arrivé, mais cette boîte n’est plus relevée régulièrement")
                .contains("Je vous lis ailleurs : « été » à 8 h.")
                .contains("I read you elsewhere.");
    }

    private static MimeMessage parsed(String message) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)));
    }

    /** A bounce proper has no sender: sieve-test cannot play one, the script asks for it all the same. */
    @Test
    void listsMachinesReceiptsAndPatientsAreNotAnsweredAndTheirMailStays() throws Exception {
        for (var message : List.of(
                mail("List-Id: <liste.hopital>"),
                mail("List-Unsubscribe: <mailto:x@hopital>"),
                mail("List-Post: <mailto:x@hopital>"),
                mail("Mailing-List: x"),
                mail("Feedback-ID: x"),
                mail("Precedence: bulk"),
                mail("Precedence: LIST"),
                mail("Auto-Submitted: auto-generated"),
                mail("Auto-Submitted: auto-replied (vacation)"),
                mail("Auto-Submitted: auto-notified"),
                mail("X-Auto-Response-Suppress: OOF, AutoReply"),
                mail("Content-Type: multipart/report; report-type=disposition-notification; boundary=x"),
                mail("Content-Type: multipart/report; report-type=delivery-status; boundary=x"),
                mail("Content-Type: message/disposition-notification"),
                from("MAILER-DAEMON@hopital.mssante.fr"),
                from("postmaster@hopital.mssante.fr"),
                from("owner-liste@hopital.mssante.fr"),
                from("liste-request@hopital.mssante.fr"),
                from("liste-bounces@hopital.mssante.fr"),
                from("ne-pas-repondre@hopital.mssante.fr"),
                from("No-Reply@hopital.mssante.fr"),
                from("275010000000000@patient.mssante.fr"),
                mail("Reply-To: 275010000000000@patient.mssante.fr"),
                from(NEW.toString()),
                mail().replace("To: Anne.Essai@balise-essai.mssante.fr", "To: undisclosed-recipients:;"))) {
            var ran = sieve.run(usual(), message);
            assertThat(ran.replied()).as(message).isFalse();
            assertThat(ran.log()).as(message).contains("stored mail into mailbox 'INBOX'");
        }
    }

    @Test
    void aMailboxThatIsReadAnswersAPersonOnceAndNobodyElse() throws Exception {
        var script = ReplyScriptTests.SCRIPTS
                .of(
                        Held.active(),
                        Pointers.reply(NEW, "Pour la suite, écrivez ailleurs.", "Elsewhere.", NOW.minusDays(1)))
                .orElseThrow();
        var ran = sieve.run(script, mail());
        assertThat(ran.sent()).isEqualTo(1);
        assertThat(ran.log()).contains("stored mail into mailbox 'INBOX'");
        var answer = parsed(ran.reply());
        assertThat(answer.getSubject()).isEqualTo(ReplyScript.POINTER_SUBJECT);
        assertThat(answer.getHeader("Auto-Submitted", null)).isEqualTo("auto-replied (vacation)");
        assertThat(answer.getHeader("Balise-New-Address", null)).isEqualTo("<" + NEW + ">");
        assertThat(answer.getHeader("Balise-Message-Fate", null)).isEqualTo("delivered");
        assertThat(answer.getContent().toString())
                .contains("Votre message est bien arrivé.", "Pour la suite, écrivez ailleurs.", "90 jours")
                .doesNotContain("DUPONT", "XDM");
        for (var message : List.of(
                mail("List-Id: <liste.hopital>"),
                mail("Auto-Submitted: auto-generated"),
                mail("Content-Type: multipart/report; report-type=disposition-notification; boundary=x"),
                from("MAILER-DAEMON@hopital.mssante.fr"),
                from("275010000000000@patient.mssante.fr"),
                from(NEW.toString())))
            assertThat(sieve.run(script, message).replied()).as(message).isFalse();
    }

    @Test
    void aPersonWhoSaysSoIsNoMachine() throws Exception {
        assertThat(sieve.run(usual(), mail("Auto-Submitted: no")).replied()).isTrue();
        assertThat(sieve.run(usual(), mail("Disposition-Notification-To: confrere@hopital.mssante.fr"))
                        .replied())
                .isTrue();
        assertThat(sieve.run(usual(), mail("Content-Type: multipart/mixed; boundary=x"))
                        .replied())
                .isTrue();
    }

    @Test
    void patientsAreAnsweredWhereTheHolderChoseIt() throws Exception {
        var script = ReplyScriptTests.script(reply(AutoReply.Fate.NOT_READ, NOW.minusDays(1), null, true));
        assertThat(sieve.run(script, from("275010000000000@patient.mssante.fr")).sent())
                .isEqualTo(1);
    }

    @Test
    void outsideItsDaysNothingIsAnswered() throws Exception {
        answers(false, NOW.plusDays(1), null);
        answers(false, NOW.minusDays(20), NOW.minusDays(1));
        answers(true, NOW.minusDays(20), NOW.plusDays(1));
        answers(true, NOW, NOW);
    }

    private void answers(boolean expected, LocalDate from, @Nullable LocalDate until) throws Exception {
        var script = ReplyScriptTests.script(reply(AutoReply.Fate.NOT_READ, from, until, false));
        var ran = sieve.run(script, mail());
        if (!LocalDate.now(Held.PARIS).equals(NOW)) return; // midnight came in between
        assertThat(ran.replied()).as(from + " to " + until).isEqualTo(expected);
    }

    @Test
    void theReplyOfTheSystemWinsAndTheFiltersOfTheHolderGoOn() throws Exception {
        var own =
                "require [\"vacation\", \"fileinto\", \"mailbox\"];\nvacation :days 1 \"mine\";\nfileinto :create \"Filed\";";
        var ran = sieve.run(usual(), own, mail());
        assertThat(ran.sent()).isEqualTo(1);
        assertThat(ran.reply()).contains("Balise-New-Address").doesNotContain("mine");
        assertThat(ran.log()).contains("stored mail into mailbox 'Filed'").doesNotContain("'INBOX'");
        assertThat(sieve.run(usual(), "discard;", mail()).sent()).isEqualTo(1);
    }

    @Test
    void aCopyLeavesWithTheReplyAndTheMessageStays() throws Exception {
        var script = ReplyScriptTests.script(reply(AutoReply.Fate.COPIED, NOW.minusDays(1), null, false));
        var ran = sieve.run(script, mail());
        assertThat(ran.sent()).isEqualTo(2);
        assertThat(ran.out()).contains("RECIPIENT: " + NEW).contains("RECIPIENT: confrere@hopital.mssante.fr");
        assertThat(ran.out()).contains("Balise-Message-Fate: copied");
        assertThat(ran.log()).contains("stored mail into mailbox 'INBOX'");
        // What machines send is copied as well, and answered by nobody.
        var report = sieve.run(script, mail("Content-Type: multipart/report; report-type=delivery-status; boundary=x"));
        assertThat(report.sent()).isEqualTo(1);
        assertThat(report.out()).contains("RECIPIENT: " + NEW);
    }

    @Test
    void everyHostileTextCompilesAndOneOfEachClassIsSentAsItWasTyped() throws Exception {
        var seed = System.nanoTime();
        var texts = ReplyScriptTests.hostile(40, seed);
        assertThat(texts).hasSizeGreaterThanOrEqualTo(1000);
        sieve.compile(
                texts.stream().map(text -> ReplyScriptTests.script(typed(text))).toList());
        for (var text : ReplyScriptTests.hostile(1, seed)) {
            var ran = sieve.run(ReplyScriptTests.script(typed(text)), mail());
            assertThat(ran.sent()).as("seed %d: %s", seed, text).isEqualTo(1);
            assertThat(ran.log()).as("seed %d: %s", seed, text).contains("stored mail into mailbox 'INBOX'");
            var answer = parsed(ran.reply());
            assertThat(answer.getHeader("Bcc")).as("seed %d: %s", seed, text).isNull();
            assertThat(answer.getAllRecipients()).as("seed %d: %s", seed, text).hasSize(1);
            assertThat(answer.getContent().toString().replace("\r\n", "\n").stripTrailing())
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(ReplyScriptTests.expected(typed(text)).stripTrailing());
        }
    }

    private static AutoReply typed(String text) {
        return new AutoReply(NEW, text, text, AutoReply.Fate.NOT_READ, NOW.minusDays(1), null, 30, false);
    }
}
