package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailstore.InboxState.Base;
import fr.balise.mailstore.InboxState.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What a comparison of an inbox with what was told of it shows. */
class InboxStateTests {
    private static final InboxState THEN = new InboxState(7, 10, 100, 3);
    private static final Base BASE =
            new Base(THEN, Instant.parse("2026-11-25T10:00:00Z"), LocalDate.of(2026, 11, 25), 2);

    private static Verdict verdict(InboxState now, int received, boolean session) {
        return now.since(BASE, received, session);
    }

    @Test
    void theFirstLookComparesWithNothing() {
        assertThat(THEN.since(null, 0, false)).isInstanceOf(Verdict.Told.class);
    }

    @Test
    void whatDidNotChangeWasTold() {
        assertThat(verdict(THEN, 0, false)).isInstanceOf(Verdict.Told.class);
    }

    @Test
    void deliveriesThatWereCountedExplainWhatCame() {
        assertThat(verdict(new InboxState(7, 12, 102, 5), 2, false)).isInstanceOf(Verdict.Told.class);
        assertThat(verdict(new InboxState(7, 11, 102, 4), 2, false))
                .as("a filter may have put one elsewhere")
                .isInstanceOf(Verdict.Told.class);
    }

    @Test
    void whatCameUncountedIsFoundBehindTheLastUid() {
        assertThat(verdict(new InboxState(7, 13, 103, 6), 2, false)).isEqualTo(new Verdict.Arrived(10, 3));
    }

    @Test
    void aChangeWithoutAnyEventIsUntold() {
        assertThat(verdict(new InboxState(7, 10, 101, 3), 0, false)).isInstanceOf(Verdict.Untold.class);
    }

    @Test
    void fewerUnreadThanBeforeWithoutASessionIsUntoldWhateverCame() {
        assertThat(verdict(new InboxState(7, 12, 104, 2), 2, false)).isInstanceOf(Verdict.Untold.class);
    }

    @Test
    void anInboxThatWasMadeAnewTellsNothingOfWhatWas() {
        assertThat(verdict(new InboxState(8, 10, 100, 3), 0, false)).isInstanceOf(Verdict.Untold.class);
    }

    @Test
    void whoeverWasInMayHaveDoneWhateverThereIsToSee() {
        assertThat(verdict(new InboxState(7, 20, 900, 0), 0, true)).isInstanceOf(Verdict.Told.class);
    }
}
