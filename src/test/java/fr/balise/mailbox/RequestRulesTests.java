package fr.balise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailbox.RequestRules.Command;
import fr.balise.mailbox.RequestState.AwaitingApproval;
import fr.balise.mailbox.RequestState.Cancelled;
import fr.balise.mailbox.RequestState.Confirmed;
import fr.balise.mailbox.RequestState.Observed;
import fr.balise.mailbox.RequestState.Refused;
import fr.balise.mailbox.RequestState.Reminded;
import fr.balise.mailbox.RequestState.Sent;
import fr.balise.mailbox.RequestState.ToSend;
import fr.balise.mailbox.RequestView.Act;
import fr.balise.mailbox.RequestView.Kind;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The transition table of docs/requests.md, move by move, and what holds whatever happens. */
class RequestRulesTests {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 12);
    private static final Period WEEK = Period.ofDays(7);

    @Test
    void movesAndRefusals() {
        moves(new AwaitingApproval(), new Command.Approve(), new ToSend());
        moves(new AwaitingApproval(), new Command.Cancel(), new Cancelled(TODAY));
        moves(new ToSend(), new Command.MarkSent(), new Sent(TODAY));
        moves(sent(7), new Command.Remind(), new Reminded(TODAY.minusDays(7), TODAY, 1));
        moves(new Reminded(ago(20), ago(7), 1), new Command.Remind(), new Reminded(ago(20), TODAY, 2));
        moves(sent(1), new Command.MarkRefused(" non "), new Refused(TODAY, "non"));
        moves(new Refused(ago(1), "non"), new Command.MarkSent(), new Sent(TODAY));
        moves(new Refused(ago(1), "non"), new Command.Cancel(), new Cancelled(TODAY));
        moves(sent(1), new Command.Observe(TODAY), new Observed(TODAY));
        moves(new ToSend(), new Command.Observe(TODAY), new Observed(TODAY));

        refuses(new AwaitingApproval(), new Command.MarkSent(), Refusal.NotNow.class); // the holder approves first
        refuses(new ToSend(), new Command.Remind(), Refusal.NotNow.class); // nothing to remind of
        refuses(new ToSend(), new Command.Approve(), Refusal.NotNow.class);
        refuses(sent(0), new Command.MarkSent(), Refusal.NotNow.class); // a second press
        refuses(new Observed(TODAY), new Command.Cancel(), Refusal.NotNow.class); // it is done
        refuses(new Cancelled(TODAY), new Command.Observe(TODAY), Refusal.NotNow.class);
        refuses(sent(1), new Command.MarkRefused("  "), Refusal.ReasonNeeded.class);
        refuses(sent(1), new Command.MarkRefused("x".repeat(501)), Refusal.ReasonNeeded.class);
    }

    @Test
    void aReminderBeforeItsTimeSaysFromWhen() {
        assertThat(decide(sent(6), new Command.Remind()))
                .isEqualTo(Outcome.refused(new Refusal.TooSoon(TODAY.plusDays(1))));
        assertThat(decide(new Reminded(ago(30), ago(6), 3), new Command.Remind()))
                .isEqualTo(Outcome.refused(new Refusal.TooSoon(TODAY.plusDays(1))));
    }

    @Test
    void onlyADeletionIsConfirmedByWhatTheOperatorSays() {
        var confirm = new Command.MarkConfirmed();
        var done = Outcome.<RequestState>done(new Confirmed(TODAY));
        assertThat(decide(Kind.DELETE, sent(1), confirm)).isEqualTo(done);
        assertThat(decide(Kind.DELETE, new Reminded(ago(9), ago(1), 1), confirm))
                .isEqualTo(done);
        assertThat(decide(Kind.DELETE, new Observed(ago(1)), confirm))
                .as("the address left, and now the mailbox went too")
                .isEqualTo(done);
        assertThat(decide(Kind.DELETE, new ToSend(), confirm).isDone()).isFalse();
        assertThat(decide(Kind.DEPUBLISH, sent(1), confirm).isDone()).isFalse();
        assertThat(decide(Kind.CORRECT, new Observed(ago(1)), confirm).isDone()).isFalse();
    }

    @Property
    void whatIsPossibleIsWhatIsNotRefused(@ForAll Kind kind, @ForAll("states") RequestState state) {
        for (var act : Act.values())
            assertThat(decide(kind, state, command(act)).isDone())
                    .as("%s of %s in %s", act, kind, state)
                    .isEqualTo(RequestRules.possible(kind, state, TODAY, WEEK).contains(act));
    }

    @Property
    void whateverIsPressedTheEndIsTheEnd(
            @ForAll Kind kind, @ForAll("states") RequestState start, @ForAll @Size(max = 12) List<Act> presses) {
        var state = start;
        for (var act : presses) {
            var before = state;
            if (decide(kind, state, command(act)) instanceof Outcome.Done<RequestState>(var next)) state = next;
            if (!before.open() && !(state instanceof Confirmed))
                assertThat(state).isEqualTo(before);
            if (before instanceof Confirmed) assertThat(state).isEqualTo(before);
            if (state instanceof Observed)
                assertThat(before).as("only the directory makes it come true").isInstanceOf(Observed.class);
        }
    }

    @Property
    void nobodyIsRemindedTwiceInAWeek(@ForAll("states") RequestState state) {
        if (decide(state, new Command.Remind()) instanceof Outcome.Done<RequestState>(var next))
            assertThat(decide(next, new Command.Remind()).isDone()).isFalse();
    }

    @Provide
    Arbitrary<RequestState> states() {
        var days = Arbitraries.integers().between(0, 40).map(RequestRulesTests::ago);
        return Arbitraries.oneOf(
                Arbitraries.of(new AwaitingApproval(), new ToSend()),
                days.map(Sent::new),
                days.map(on -> new Reminded(on.minusDays(10), on, 1)),
                days.map(Observed::new),
                days.map(on -> new Refused(on, "non")),
                days.map(Confirmed::new),
                days.map(Cancelled::new));
    }

    private static Command command(Act act) {
        return switch (act) {
            case APPROVE -> new Command.Approve();
            case MARK_SENT -> new Command.MarkSent();
            case REMIND -> new Command.Remind();
            case MARK_REFUSED -> new Command.MarkRefused("non");
            case MARK_CONFIRMED -> new Command.MarkConfirmed();
            case CANCEL -> new Command.Cancel();
        };
    }

    private static void moves(RequestState from, Command command, RequestState to) {
        assertThat(decide(from, command)).isEqualTo(Outcome.done(to));
    }

    private static void refuses(RequestState from, Command command, Class<? extends Refusal> why) {
        assertThat(decide(from, command))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.why()).isInstanceOf(why));
    }

    private static Outcome<RequestState> decide(RequestState from, Command command) {
        return decide(Kind.DEPUBLISH, from, command);
    }

    private static Outcome<RequestState> decide(Kind kind, RequestState from, Command command) {
        return RequestRules.decide(kind, from, command, TODAY, WEEK);
    }

    private static Sent sent(int daysAgo) {
        return new Sent(ago(daysAgo));
    }

    private static LocalDate ago(int days) {
        return TODAY.minusDays(days);
    }
}
