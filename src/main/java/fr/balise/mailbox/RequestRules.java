package fr.balise.mailbox;

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
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The life of a request: the whole transition table, drawn in docs/requests.md. Pure: no clock, no database. */
final class RequestRules {
    static final int LONGEST_REASON = 500;

    private RequestRules() {}

    sealed interface Command {
        record Approve() implements Command {}

        record MarkSent() implements Command {}

        record Remind() implements Command {}

        record MarkRefused(String reason) implements Command {}

        /** The operator told that the mailbox is deleted. */
        record MarkConfirmed() implements Command {}

        record Cancel() implements Command {}

        /** The directory no longer shows what is to go. @param file the one that showed it */
        record Observe(LocalDate file) implements Command {}
    }

    /** What is not listed is refused, so it fails closed. */
    static Outcome<RequestState> decide(
            Kind kind, RequestState from, Command command, LocalDate today, Period remindAfter) {
        record Step(RequestState from, Command command) {}
        return switch (new Step(from, command)) {
            case Step(AwaitingApproval _, Command.Approve _) -> Outcome.done(new ToSend());
            case Step(ToSend _, Command.MarkSent _) -> Outcome.done(new Sent(today));
            case Step(Refused _, Command.MarkSent _) -> Outcome.done(new Sent(today));
            case Step(Sent(var on), Command.Remind _)
            when !today.isBefore(on.plus(remindAfter)) -> Outcome.done(new Reminded(on, today, 1));
            case Step(Reminded(var sent, var on, var times), Command.Remind _)
            when !today.isBefore(on.plus(remindAfter)) -> Outcome.done(new Reminded(sent, today, times + 1));
            case Step(Sent(var on), Command.Remind _) -> Outcome.refused(new Refusal.TooSoon(on.plus(remindAfter)));
            case Step(Reminded r, Command.Remind _) -> Outcome.refused(new Refusal.TooSoon(r.on().plus(remindAfter)));
            case Step(Sent _, Command.MarkRefused(var why)) -> refused(today, why);
            case Step(Reminded _, Command.MarkRefused(var why)) -> refused(today, why);
            case Step(var asked, Command.MarkConfirmed _)
            when mayBeConfirmed(kind, asked) -> Outcome.done(new Confirmed(today));
            case Step(var open, Command.Cancel _) when open.open() -> Outcome.done(new Cancelled(today));
            case Step(var open, Command.Observe(var file)) when open.open() -> Outcome.done(new Observed(file));
            case Step(var kept, var _) ->
                Outcome.refused(new Refusal.NotNow(kept, possible(kind, kept, today, remindAfter)));
        };
    }

    /** Only a deletion: the rest is seen in the directory, and believed of nobody. */
    private static boolean mayBeConfirmed(Kind kind, RequestState state) {
        return kind == Kind.DELETE && (state instanceof Sent || state instanceof Reminded || state instanceof Observed);
    }

    private static Outcome<RequestState> refused(LocalDate today, String why) {
        return reason(why)
                .<Outcome<RequestState>>map(reason -> Outcome.done(new Refused(today, reason)))
                .orElseGet(() -> Outcome.refused(new Refusal.ReasonNeeded()));
    }

    /** 1 to 500 characters. */
    static Optional<String> reason(String typed) {
        var reason = typed.strip();
        return reason.isEmpty() || reason.length() > LONGEST_REASON ? Optional.empty() : Optional.of(reason);
    }

    /** What a person can do now: what {@link #decide} would not refuse. */
    static Set<Act> possible(Kind kind, RequestState state, LocalDate today, Period remindAfter) {
        var possible = possible(state, today, remindAfter);
        if (mayBeConfirmed(kind, state)) possible.add(Act.MARK_CONFIRMED);
        return possible;
    }

    private static EnumSet<Act> possible(RequestState state, LocalDate today, Period remindAfter) {
        return switch (state) {
            case AwaitingApproval _ -> EnumSet.of(Act.APPROVE, Act.CANCEL);
            case ToSend _, Refused _ -> EnumSet.of(Act.MARK_SENT, Act.CANCEL);
            case Sent(var on) -> afterSending(!today.isBefore(on.plus(remindAfter)));
            case Reminded r -> afterSending(!today.isBefore(r.on().plus(remindAfter)));
            case Observed _, Confirmed _, Cancelled _ -> EnumSet.noneOf(Act.class);
        };
    }

    private static EnumSet<Act> afterSending(boolean due) {
        var possible = EnumSet.of(Act.MARK_REFUSED, Act.CANCEL);
        if (due) possible.add(Act.REMIND);
        return possible;
    }
}
