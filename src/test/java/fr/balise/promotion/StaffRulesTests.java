package fr.balise.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.Coded;
import fr.balise.directory.PostalAddress;
import fr.balise.directory.Presence;
import fr.balise.directory.Situation;
import fr.balise.directory.Structure;
import fr.balise.kernel.MailAddress;
import fr.balise.promotion.StaffMember.State;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Who is staff, who has chosen, who may be reminded. */
@NullUnmarked
class StaffRulesTests {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 12);
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final Duration EVERY = Duration.ofDays(30);
    private static final MailAddress HERE = MailAddress.parse("here@ch.mssante.fr");
    private static final Listed AT_THE_STRUCTURE = new Listed(1, HERE, 7L, 3L, null);
    private static final Listed ELSEWHERE = new Listed(2, MailAddress.parse("other@x.mssante.fr"), 8L, 4L, null);
    private static final Listed ON_THE_PERSON = new Listed(3, MailAddress.parse("own@x.mssante.fr"), null, null, null);

    @Test
    void whoeverIsIndependentOrOfAnUnknownModeOrLeftIsNotStaff() {
        assertThat(StaffRules.isStaff(situation("S", null))).isTrue();
        assertThat(StaffRules.isStaff(situation("B", null))).isTrue();
        assertThat(StaffRules.isStaff(situation(null, null))).isFalse();
        assertThat(StaffRules.isStaff(situation("X", null))).isFalse();
        assertThat(StaffRules.isStaff(situation("L", null))).isFalse();
        assertThat(StaffRules.isStaff(situation("S", DAY))).isFalse();
    }

    @Test
    void aChoiceForThePlaceOrForAllPlacesIsAChoiceAndAnExceptionIsNone() {
        var listed = List.of(AT_THE_STRUCTURE);
        assertThat(state(listed, decided(3L, null))).isEqualTo(State.CHOSEN);
        assertThat(state(listed, decided(null, null))).isEqualTo(State.CHOSEN);
        assertThat(state(listed, decided(4L, null))).isEqualTo(State.NOT_CHOSEN);
        assertThat(state(listed, decided(3L, DocumentKind.IMAGING))).isEqualTo(State.NOT_CHOSEN);
    }

    @Test
    void whereNothingCouldBeChosenNothingIsMissing() {
        assertThat(state(List.of(ELSEWHERE))).isEqualTo(State.NO_MAILBOX);
        assertThat(state(List.of(ON_THE_PERSON))).isEqualTo(State.NOT_CHOSEN);
    }

    @Test
    void aReminderGoesToAMailboxOfTheStructureAlone() {
        assertThat(StaffRules.reach(situation("S", null), List.of(ELSEWHERE, ON_THE_PERSON, AT_THE_STRUCTURE)))
                .contains(HERE);
        assertThat(StaffRules.reach(situation("S", null), List.of(ELSEWHERE, ON_THE_PERSON)))
                .isEmpty();
    }

    @Test
    void nobodyIsRemindedTwiceInThatTimeNorForNothing() {
        assertThat(remindable(State.NOT_CHOSEN, HERE, null)).isTrue();
        assertThat(remindable(State.NOT_CHOSEN, HERE, NOW.minus(Duration.ofDays(29))))
                .isFalse();
        assertThat(remindable(State.NOT_CHOSEN, HERE, NOW.minus(EVERY))).isTrue();
        assertThat(remindable(State.NOT_CHOSEN, null, null)).isFalse();
        assertThat(remindable(State.CHOSEN, HERE, null)).isFalse();
        assertThat(remindable(State.NO_MAILBOX, HERE, null)).isFalse();
    }

    private static boolean remindable(State state, MailAddress reach, Instant last) {
        return StaffRules.isRemindable(state, reach, last, NOW, EVERY);
    }

    private static State state(List<Listed> listed, Preference... decided) {
        return StaffRules.state(situation("S", null), listed, List.of(decided));
    }

    private static Preference decided(Long situation, DocumentKind document) {
        return new Preference(new Spot(1, situation, document), HERE, NOW, "", List.of());
    }

    private static Situation situation(String mode, LocalDate gone) {
        var place = new PostalAddress(null, null, "56000", "Vannes", "56", null);
        var structure = new Structure(7, "1990000010", "990000010", null, "CH", null, place, new Presence(DAY, null));
        return new Situation(
                3,
                1,
                structure,
                null,
                List.of(),
                mode == null ? null : new Coded("TRE_R23-ModeExercice", mode, mode),
                null,
                null,
                Situation.Source.ACTIVITY,
                new Presence(DAY, gone));
    }
}
