package fr.balise.mailbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.lifecycle.AutoReply;
import fr.balise.mailbox.lifecycle.Hostile;
import fr.balise.mailbox.lifecycle.Transfer;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is typed into the reply becomes a reply, or is told field by field. */
class ReplyFormTests {
    private static final Target ONE = target("a", "anne@balise-essai.mssante.fr", "Cabinet, Vannes");
    private static final Target TWO = target("b", "essai@balise-essai.mssante.fr", "Clinique, Lorient");
    private static final List<Target> BOTH = List.of(ONE, TWO);
    private static final ReplyForm.Proposal PROPOSAL =
            (target, language) -> language.getLanguage() + " " + target.address() + " " + target.place();
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 12);

    private static Target target(String letter, String address, String place) {
        return new Target(
                new BoxId(letter.repeat(20)),
                address,
                place,
                false,
                new Transfer(true, Transfer.Because.SAME_CONTROLLER));
    }

    private static Map<String, String> good() {
        return ReplyForm.proposed(ONE, PROPOSAL, TODAY).fields();
    }

    private static Map<String, String> with(String field, String value) {
        var form = new HashMap<>(good());
        form.put(field, value);
        return form;
    }

    private static void wrong(String field, String value, String why) {
        assertThat(ReplyForm.of(with(field, value)).read(BOTH))
                .isInstanceOfSatisfying(
                        ReplyForm.Reading.Bad.class,
                        bad -> assertThat(bad.wrongs()).containsEntry(field, why));
    }

    @Test
    void whatIsProposedCanBeSentAsItIs() {
        assertThat(ReplyForm.of(good()).read(BOTH)).isInstanceOfSatisfying(ReplyForm.Reading.Good.class, good -> {
            assertThat(good.reply().newAddress()).hasToString(ONE.address());
            assertThat(good.reply().everyDays()).isEqualTo(30);
            assertThat(good.reply().patients()).isFalse();
            assertThat(good.reply().fate()).isEqualTo(AutoReply.Fate.NOT_READ);
        });
    }

    @Test
    void eachFieldSaysWhatIsWrong() {
        wrong("to", "somebody@else.example", "to"); // only a mailbox of the list can be chosen
        wrong("to", "", "to");
        wrong("french", " ", "text");
        wrong("english", "x".repeat(2_001), "text");
        wrong("from", "2026-02-30", "day");
        wrong("from", "", "day");
        wrong("from", "+999999999-01-01", "day");
        wrong("until", "yesterday", "day");
        wrong("until", "2026-11-11", "order");
        wrong("every", "0", "every");
        wrong("every", "366", "every");
        wrong("every", "1e2", "every");
        wrong("every", "٣", "every");
        wrong("every", "99999999999999", "every");
    }

    @Test
    void wordsThatNobodyChangedFollowTheMailbox() {
        var followed = ReplyForm.of(with("to", TWO.key())).following(BOTH, PROPOSAL);
        assertThat(followed.french()).isEqualTo(PROPOSAL.of(TWO, Locale.FRANCE));
        assertThat(followed.english()).isEqualTo(PROPOSAL.of(TWO, Locale.UK));
        var own = with("french", "Mes mots à moi");
        own.put("to", TWO.key());
        assertThat(ReplyForm.of(own).following(BOTH, PROPOSAL).french()).isEqualTo("Mes mots à moi");
    }

    @Test
    void aCopyIsNotKeptForAMailboxThatMayNotHaveIt() {
        var closed =
                new Target(ONE.id(), ONE.address(), "", false, new Transfer(false, Transfer.Because.OTHER_CONTROLLER));
        assertThat(ReplyForm.of(with("fate", "copied"))
                        .following(List.of(closed), PROPOSAL)
                        .copy())
                .isFalse();
    }

    @Test
    void noTextOfAnyKindThrowsAndNoControlCharacterPasses() {
        var random = new Random(2026);
        Hostile.classes().forEach((name, made) -> {
            for (var field : good().keySet()) {
                var form = ReplyForm.of(with(field, made.apply(random))).following(BOTH, PROPOSAL);
                if (form.read(BOTH) instanceof ReplyForm.Reading.Good(var reply))
                    assertThat((reply.french() + reply.english()).codePoints())
                            .as(name)
                            .noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t');
            }
        });
    }
}
