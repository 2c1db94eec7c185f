package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.lifecycle.Command.Depublish;
import fr.balise.mailbox.lifecycle.Command.Erase;
import fr.balise.mailbox.lifecycle.Command.LiftHold;
import fr.balise.mailbox.lifecycle.Command.PlaceHold;
import fr.balise.mailbox.lifecycle.Command.Postpone;
import fr.balise.mailbox.lifecycle.Command.Republish;
import fr.balise.mailbox.lifecycle.Command.RequestDeletion;
import fr.balise.mailbox.lifecycle.Command.Resume;
import fr.balise.mailbox.lifecycle.Command.Retrieve;
import fr.balise.mailbox.lifecycle.Command.Suspend;
import fr.balise.mailbox.lifecycle.Command.TakeBack;
import fr.balise.mailbox.lifecycle.Decision.Changed;
import fr.balise.mailbox.lifecycle.Decision.Refused;
import fr.balise.mailbox.lifecycle.Decision.Unchanged;
import fr.balise.mailbox.lifecycle.Refusal.Why;
import fr.balise.mailbox.lifecycle.State.Active;
import fr.balise.mailbox.lifecycle.State.Depublished;
import fr.balise.mailbox.lifecycle.State.Erased;
import fr.balise.mailbox.lifecycle.State.RetrievalOnly;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The life of a mailbox: the whole transition table, drawn in docs/lifecycle.md. Pure: no clock, no database. */
public final class LifecycleRules {
    static final int LONGEST_REASON = 500;

    private LifecycleRules() {}

    /** What is not listed is refused, so it fails closed. A repeat of what is so already changes nothing. */
    public static Decision decide(Hosted from, Command command, By by, Circumstances at) {
        record Step(State from, Command command) {}
        return switch (new Step(from.state(), command)) {
            case Step(Active m, Depublish(var reply))
            when !isItself(from, reply) -> new Changed(from.anew(m.depublish(at.now(), by, reply)));
            case Step(Depublished m, Depublish(var reply))
            when !isItself(from, reply) -> settled(from, from.in(m.answering(reply)));
            case Step(Active _, Depublish _), Step(Depublished _, Depublish _) ->
                refuse(from, at, new Why.SameAddress());

            case Step(Depublished _, Republish _)
            when from.suspension() != null -> refuse(from, at, new Why.Suspended());
            case Step(Depublished m, Republish _) -> new Changed(from.anew(m.republish(at.now())));
            case Step(Active _, Republish _) -> new Unchanged(from);

            case Step(Depublished _, Retrieve(var how)) -> retrieve(from, how, by, at);
            case Step(RetrievalOnly _, Retrieve(var how)) -> retrieve(from, how, by, at);

            case Step(Depublished m, RequestDeletion asked) -> requestDeletion(from, m, asked, by, at);
            case Step(RetrievalOnly _, RequestDeletion asked)
            when isItself(from, asked.toldTo()) -> refuse(from, at, new Why.SameAddress());
            case Step(RetrievalOnly m, RequestDeletion asked) -> settled(from, from.in(m.telling(asked.toldTo())));
            case Step(RetrievalOnly m, TakeBack _) -> new Changed(from.anew(m.takeBack()));
            case Step(Depublished _, TakeBack _) -> new Unchanged(from);
            case Step(RetrievalOnly m, Postpone(var to)) -> postpone(from, m, to, at);

            case Step(RetrievalOnly m, Erase _) -> erase(from, m, at);
            case Step(Erased _, Erase _) -> new Unchanged(from);

            case Step(Erased _, var _) -> refuse(from, at, new Why.NotNow());
            case Step(var _, PlaceHold(var kind, var reason)) -> placeHold(from, kind, reason, by, at);
            case Step(var _, LiftHold(var kind)) -> settled(from, freed(from.holding(kind, null), from, at));
            case Step(var _, Suspend(var reason)) -> suspend(from, reason, by, at);
            case Step(var _, Resume _) -> settled(from, freed(from.suspended(null), from, at));

            case Step(var _, var _) -> refuse(from, at, new Why.NotNow());
        };
    }

    private static Decision settled(Hosted from, Hosted to) {
        return to.equals(from) ? new Unchanged(from) : new Changed(to);
    }

    private static Decision retrieve(Hosted from, Retrieval.How how, By by, Circumstances at) {
        if (from.suspension() != null) return refuse(from, at, new Why.Suspended());
        var known = from.retrieval();
        // A file that was downloaded is not yet one that opens: the holder's own word comes on top of it, once.
        var word = how == Retrieval.How.SAID && known != null && known.how() != Retrieval.How.SAID;
        return known == null || word
                ? new Changed(from.retrieved(new Retrieval(how, by, at.now())))
                : new Unchanged(from);
    }

    private static Decision requestDeletion(
            Hosted from, Depublished m, RequestDeletion asked, By by, Circumstances at) {
        if (!from.holds().isEmpty())
            return refuse(from, at, new Why.Held(from.holds().keySet()));
        if (from.suspension() != null) return refuse(from, at, new Why.Suspended());
        if (isItself(from, asked.toldTo())) return refuse(from, at, new Why.SameAddress());
        var shut = Gate.shut(from, at).stream()
                .filter(gate -> !gate.opensFor(asked))
                .toList();
        if (!shut.isEmpty()) return refuse(from, at, new Why.Gated(shut));
        var earliest = from.day(at.now()).plus(at.terms().waiting());
        return new Changed(from.in(m.requestDeletion(at.now(), by, earliest, asked.toldTo())));
    }

    private static Decision postpone(Hosted from, RetrievalOnly m, LocalDate to, Circumstances at) {
        if (to.isBefore(m.earliest())) return refuse(from, at, new Why.TooSoon(m.earliest()));
        var latest = latest(from, m, at.terms());
        if (to.isAfter(latest)) return refuse(from, at, new Why.TooLate(latest));
        return settled(from, from.in(m.erasedOn(to)));
    }

    /** The last day that the erasure may be postponed to. */
    public static LocalDate latest(Hosted mailbox, RetrievalOnly m, Terms terms) {
        return mailbox.day(m.since()).plus(terms.postponement());
    }

    private static Decision erase(Hosted from, RetrievalOnly m, Circumstances at) {
        if (!from.holds().isEmpty())
            return refuse(from, at, new Why.Held(from.holds().keySet()));
        if (from.suspension() != null) return refuse(from, at, new Why.Suspended());
        if (from.retrieval() == null) return refuse(from, at, new Why.NothingRetrieved());
        var today = from.day(at.now());
        if (today.isBefore(m.eraseOn())) return refuse(from, at, new Why.TooSoon(m.eraseOn()));
        return new Changed(from.in(m.erase(at.now(), today.plus(at.terms().toldFor()))));
    }

    private static Decision placeHold(Hosted from, Hold kind, String reason, By by, Circumstances at) {
        if (from.holds().containsKey(kind)) return new Unchanged(from);
        if (!isReason(reason)) return refuse(from, at, new Why.ReasonNeeded());
        return new Changed(from.holding(kind, new Measure(reason.strip(), by, at.now())));
    }

    private static Decision suspend(Hosted from, String reason, By by, Circumstances at) {
        if (from.suspension() != null) return new Unchanged(from);
        if (!isReason(reason)) return refuse(from, at, new Why.ReasonNeeded());
        return new Changed(from.suspended(new Measure(reason.strip(), by, at.now())));
    }

    /** Whoever could not get at the mail, or did not expect its end, gets some days before it. */
    private static Hosted freed(Hosted to, Hosted from, Circumstances at) {
        if (!(to.state() instanceof RetrievalOnly m) || to.restrained() || !from.restrained()) return to;
        var soonest = to.day(at.now()).plus(at.terms().afterHold());
        return m.eraseOn().isBefore(soonest) ? to.in(m.erasedOn(soonest)) : to;
    }

    static boolean isReason(String typed) {
        var reason = typed.strip();
        return !reason.isEmpty() && reason.length() <= LONGEST_REASON;
    }

    private static boolean isItself(Hosted mailbox, @Nullable AutoReply reply) {
        return reply != null && isItself(mailbox, reply.newAddress());
    }

    private static boolean isItself(Hosted mailbox, @Nullable MailAddress other) {
        return other != null && Objects.equals(mailbox.address().key(), other.key());
    }

    private static Decision refuse(Hosted from, Circumstances at, Why why) {
        return new Refused(new Refusal(from.state(), possible(from), why));
    }

    /** What the holder can do now: what {@link #decide} would not refuse once the gates are open. */
    public static Set<Act> possible(Hosted mailbox) {
        var acts = EnumSet.noneOf(Act.class);
        switch (mailbox.state()) {
            case Active _ -> acts.add(Act.DEPUBLISH);
            case Depublished _ -> {
                acts.add(Act.CHANGE_REPLY);
                if (mailbox.suspension() == null) acts.addAll(EnumSet.of(Act.REPUBLISH, Act.RETRIEVE));
                if (!mailbox.restrained()) acts.add(Act.REQUEST_DELETION);
            }
            case RetrievalOnly _ -> {
                acts.addAll(EnumSet.of(Act.POSTPONE, Act.TAKE_BACK));
                if (mailbox.suspension() == null) acts.add(Act.RETRIEVE);
            }
            case Erased _ -> {}
        }
        return acts;
    }
}
