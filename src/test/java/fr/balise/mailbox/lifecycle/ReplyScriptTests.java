package fr.balise.mailbox.lifecycle;

import static fr.balise.mailbox.lifecycle.Held.NEW;
import static fr.balise.mailbox.lifecycle.Held.NOON;
import static fr.balise.mailbox.lifecycle.Held.PARIS;
import static fr.balise.mailbox.lifecycle.Held.TODAY;
import static fr.balise.mailbox.lifecycle.Held.changed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.Practice;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The automatic reply as a script, without the server that runs it. */
class ReplyScriptTests {
    static final ReplyText TEXT = new ReplyText(Practice.wording());
    static final ReplyScript SCRIPTS = new ReplyScript(TEXT);
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"", Pattern.DOTALL);

    static String script(AutoReply reply) {
        return script(reply, PARIS);
    }

    static String script(AutoReply reply, ZoneId zone) {
        return SCRIPTS.of(changed(Held.active(zone), new Command.Depublish(reply), NOON))
                .orElseThrow();
    }

    static AutoReply between(LocalDate from, @Nullable LocalDate until) {
        return new AutoReply(NEW, "Bonjour", "Hello", AutoReply.Fate.NOT_READ, from, until, 30, false);
    }

    @Test
    void onlyADepublishedMailboxAnswers() {
        assertThat(SCRIPTS.of(Held.active())).isEmpty();
        assertThat(SCRIPTS.of(Held.depublished())).isPresent();
        assertThat(SCRIPTS.of(Held.closing())).isEmpty();
        assertThat(SCRIPTS.of(Held.erased())).isEmpty();
        assertThat(SCRIPTS.of(changed(Held.depublished(), new Command.Depublish(null), NOON)))
                .isEmpty();
    }

    @Test
    void daysAreThoseOfTheMailboxAndComparedInUtcWhateverTheClocksDo() {
        window(PARIS, "2026-03-29", "2026-03-29", "2026-03-28T23:00:00", "2026-03-29T22:00:00"); // a day of 23 hours
        window(PARIS, "2026-10-25", "2026-10-25", "2026-10-24T22:00:00", "2026-10-25T23:00:00"); // a day of 25 hours
        window(PARIS, "2026-11-24", "2027-03-31", "2026-11-23T23:00:00", "2027-03-31T22:00:00");
        window(ZoneId.of("Indian/Reunion"), "2026-03-29", "2026-03-29", "2026-03-28T20:00:00", "2026-03-29T20:00:00");
        window(
                ZoneId.of("Pacific/Marquesas"),
                "2026-03-29",
                "2026-03-29",
                "2026-03-29T09:30:00",
                "2026-03-30T09:30:00");
        assertThat(script(between(TODAY, null))).doesNotContain("\"lt\"");
    }

    private static void window(ZoneId zone, String from, String until, String start, String end) {
        assertThat(script(between(LocalDate.parse(from), LocalDate.parse(until)), zone))
                .contains("currentdate :zone \"+0000\" :value \"ge\" \"iso8601\" \"" + start + "\"")
                .contains("currentdate :zone \"+0000\" :value \"lt\" \"iso8601\" \"" + end + "\"");
    }

    @Test
    void whoeverHasNoAddressToAnswerToIsNotAnswered() {
        assertThat(script(Held.reply())).contains("if not anyof(envelope :is \"from\" \"\",");
    }

    @Test
    void theTextSaysWhatBecameOfTheMessageFirst() {
        assertThat(TEXT.body(Held.OLD, Held.reply("Je vous lis ailleurs.")))
                .startsWith(
                        "Bonjour,\n\nVotre message est bien arrivé, mais cette boîte n’est plus relevée régulièrement\u00a0:"
                                + " renvoyez-le à anne.essai@national.mssante.fr.\n\nJe vous lis ailleurs.\n")
                .contains("\n-- \n\nHello,\n\nYour message has arrived, but this mailbox is no longer read regularly:")
                .contains("Please write to my new address.");
        var copied = new AutoReply(NEW, "a", "b", AutoReply.Fate.COPIED, TODAY, null, 30, false);
        assertThat(TEXT.body(Held.OLD, copied)).contains("a été copié vers anne.essai@national.mssante.fr");
        assertThat(script(copied)).contains("redirect :copy \"anne.essai@national.mssante.fr\";");
        assertThat(script(Held.reply())).doesNotContain("redirect");
    }

    @Test
    void theProposedTextNamesTheHolderTheAddressAndThePlace() {
        assertThat(TEXT.proposed("Anne ESSAI", NEW, "Cabinet de la Rabine, Vannes", Locale.FRANCE))
                .isEqualTo(
                        "Anne ESSAI vous lit désormais à l’adresse anne.essai@national.mssante.fr, pour son activité à"
                                + " Cabinet de la Rabine, Vannes. Merci de mettre à jour votre carnet d’adresses.");
        assertThat(TEXT.proposed("Anne ESSAI", NEW, null, Locale.UK))
                .isEqualTo(
                        "Anne ESSAI now receives mail at anne.essai@national.mssante.fr. Please update your address book.");
    }

    @Test
    void whoWasToldAnAddressIsToldAnotherOneAndNotTheSameTwice() {
        var other = new AutoReply(
                MailAddress.parse("autre@national.mssante.fr"),
                "a",
                "b",
                AutoReply.Fate.NOT_READ,
                TODAY,
                null,
                30,
                false);
        assertThat(handle(script(Held.reply("un")))).isEqualTo(handle(script(Held.reply("deux"))));
        assertThat(handle(script(Held.reply("un")))).isNotEqualTo(handle(script(other)));
    }

    private static String handle(String script) {
        var found = Pattern.compile(":handle \"([^\"]+)\"").matcher(script);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    static AutoReply pointer() {
        return Pointers.reply(NEW, "Pour la suite, écrivez ailleurs.", "Please write elsewhere.", TODAY);
    }

    @Test
    void anActiveMailboxNamesThePreferredOneWhereItsHolderWishedItAndIsNotSuspended() {
        assertThat(SCRIPTS.of(Held.active(), pointer()).orElseThrow())
                .contains("vacation :days 90 ", "Balise-Message-Fate: delivered")
                .doesNotContain("redirect");
        assertThat(SCRIPTS.of(Held.active(), null)).isEmpty();
        assertThat(SCRIPTS.of(Held.closing(), pointer())).isEmpty();
        assertThat(SCRIPTS.of(Held.erased(), pointer())).isEmpty();
        var suspended = Held.active().suspended(new Measure("enquête", Held.STAFF, NOON));
        assertThat(SCRIPTS.of(suspended, pointer())).isEmpty();
    }

    @Test
    void whatADepublishedMailboxSaysIsItsOwnReplyAndToldToWhoWasToldThePreferredOne() {
        var depublished = SCRIPTS.of(Held.depublished(), pointer()).orElseThrow();
        assertThat(depublished).isEqualTo(SCRIPTS.of(Held.depublished()).orElseThrow());
        assertThat(handle(depublished))
                .isNotEqualTo(handle(SCRIPTS.of(Held.active(), pointer()).orElseThrow()));
    }

    @Test
    void noTypedTextChangesAWordOfTheScript() throws Exception {
        var shape = shape(script(Held.reply("Bonjour")));
        for (var text : hostile(50, System.nanoTime())) {
            var reply = new AutoReply(NEW, text, text, AutoReply.Fate.NOT_READ, TODAY, null, 30, false);
            var script = script(reply);
            assertThat(shape(script)).as(text).isEqualTo(shape);
            assertThat(body(script)).as(text).isEqualTo(expected(reply));
        }
    }

    static String expected(AutoReply reply) {
        return SieveTests.readable(TEXT.body(Held.OLD, reply)) + "\n";
    }

    /** At least {@code each} of every class, those that are no text left out. */
    static List<String> hostile(int each, long seed) {
        var random = new Random(seed);
        var texts = new ArrayList<String>();
        assertThat(Hostile.classes()).hasSizeGreaterThanOrEqualTo(20);
        for (var made : Hostile.classes().values()) for (int i = 0; i < each; i++) texts.add(made.apply(random));
        assertThat(texts).as("seed " + seed).hasSize(each * Hostile.classes().size());
        return texts;
    }

    /** The script without what stands in its strings. */
    private static String shape(String script) {
        return STRING.matcher(script).replaceAll("\"\"");
    }

    /** What the last string, the reply itself, says. */
    private static String body(String script) throws Exception {
        var strings = STRING.matcher(script).results().map(m -> m.group()).toList();
        var mime = SieveTests.unquoted(strings.getLast());
        assertThat(mime).startsWith("Content-Type: text/plain; charset=utf-8\r\n");
        return SieveTests.decoded(mime.substring(mime.indexOf("\r\n\r\n") + 4));
    }

    @Test
    void anAddressThatAHeaderCannotCarryIsNoNewAddress() {
        for (var bad :
                List.of("é@a.fr", "a\"b@a.fr", "a<b@a.fr", "a,b@a.fr", "a;b@a.fr", "a\\b@a.fr", "(a)@a.fr", "a@b\"c"))
            assertThatThrownBy(() -> new AutoReply(
                            MailAddress.parse(bad), "a", "b", AutoReply.Fate.NOT_READ, TODAY, null, 30, false))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReplyHasATextAnEndAfterItsBeginningAndAPace() {
        for (var text : List.of("", "  ", "x".repeat(2001)))
            assertThatThrownBy(() -> Held.reply(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> between(TODAY, TODAY.minusDays(1))).hasMessageContaining("ends before");
        for (var days : List.of(0, 366))
            assertThatThrownBy(() -> new AutoReply(NEW, "a", "b", AutoReply.Fate.NOT_READ, TODAY, null, days, false))
                    .hasMessageContaining("once");
    }
}
