package fr.balise.mailbox.elsewhere;

import fr.balise.identity.Pace;
import fr.balise.identity.Subject;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.OwnConnections;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.elsewhere.FilterRules.Plan;
import fr.balise.mailbox.lifecycle.AutoReply;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.ReplyScript;
import fr.balise.mailbox.lifecycle.Transfer;
import fr.balise.mailbox.lifecycle.Transfers;
import fr.balise.mailstore.ElsewhereConnections;
import fr.balise.mailstore.ElsewhereFilters;
import fr.balise.mailstore.ElsewhereFilters.Answer;
import fr.balise.mailstore.ElsewhereFilters.Put;
import fr.balise.mailstore.ElsewhereFilters.Script;
import fr.balise.mailstore.ElsewhereFilters.Scripts;
import fr.balise.mailstore.MailStore.Unavailable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The automatic reply of a mailbox at another operator, laid among its filters by ManageSieve and taken off again [L-I5]. What the holder has
 * there is never changed: it goes on to run after ours, and is the active one again when ours is taken off.
 *
 * <p>A row is written before the server is asked, and goes after the server was: a crash in between leaves something that can be taken off.
 */
@Service
public class RepliesElsewhere {
    private static final int MOST_SCRIPTS = 100;

    /** Of all filters together: what is read of them stands in memory. */
    private static final int MOST_CHARACTERS = 4_000_000;

    /** Each look is a login at somebody else's server. */
    private final Pace pace = new Pace(10_000, 10, 10, Duration.ofMinutes(10));

    private final OwnConnections own;
    private final ElsewhereConnections connections;
    private final ElsewhereFilters filters;
    private final Transfers transfers;
    private final Lifecycle lifecycle;
    private final ReplyScript script;
    private final ReplyRows rows;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    RepliesElsewhere(
            OwnConnections own,
            ElsewhereConnections connections,
            ElsewhereFilters filters,
            Transfers transfers,
            Lifecycle lifecycle,
            ReplyScript script,
            ReplyRows rows,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.own = own;
        this.connections = connections;
        this.filters = filters;
        this.transfers = transfers;
        this.lifecycle = lifecycle;
        this.script = script;
        this.rows = rows;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /** What became of a wish. */
    public sealed interface Came {
        record Done(Words words) implements Came {}

        /** The filters are as they were, unless the words say that nobody knows. */
        record Refused(Words words) implements Came {}
    }

    /** Whether this installation knows where the filters of that mailbox are. */
    public boolean possible(Box box) {
        return filters.knows(box.address().domain());
    }

    public Optional<Standing> standing(Subject subject, Box box) {
        return own.concerns(subject, box) ? rows.find(person(subject), box.address()) : Optional.empty();
    }

    /** Whether it sends people to a mailbox of this installation that is being closed, or was. */
    public boolean isPointless(Standing standing) {
        return lifecycle.isEnding(standing.newAddress());
    }

    /** Whether copies of what arrives may go to one of the person's mailboxes. */
    public Transfer copying(Box from, Box to) {
        return transfers.askElsewhere(Transfer.Use.FORWARDING, from.address(), to.address());
    }

    /** Lays it, or changes the one that stands. Goes over the network. */
    public Came put(Subject subject, Box box, AutoReply reply) {
        boolean copied = reply.fate() == AutoReply.Fate.COPIED;
        if (copied) {
            var allowed = transfers.askElsewhere(Transfer.Use.FORWARDING, box.address(), reply.newAddress());
            if (!allowed.allowed()) return new Came.Refused(allowed.because().words());
        }
        return among(subject, box, scripts -> {
            var noted = rows.find(person(subject), box.address());
            var list = listed(scripts);
            var texts = texts(scripts, list);
            var plan = FilterRules.plan(
                    scripts.extensions(),
                    list,
                    texts,
                    copied,
                    noted.map(Standing::before).orElse(null));
            return switch (plan) {
                case Plan.No(var why, var name) -> refused(why, name);
                case Plan.Go(var before) -> {
                    var stood = new Stood(noted.orElse(null), texts.get(FilterRules.NAME), FilterRules.active(list));
                    yield laid(subject, box, reply, scripts, before, stood);
                }
            };
        });
    }

    /**
     * How it was before.
     *
     * @param noted by this person; another one who opens the same mailbox may have laid {@code script}
     */
    private record Stood(
            @Nullable Standing noted,
            @Nullable String script,
            @Nullable String active) {}

    private Came laid(
            Subject subject, Box box, AutoReply reply, Scripts scripts, @Nullable String before, Stood stood) {
        boolean copied = reply.fate() == AutoReply.Fate.COPIED;
        noted(subject, box, "mailbox.elsewhere-reply", Map.of("copied", Boolean.toString(copied)), () -> {
            rows.put(person(subject), box.address(), reply.newAddress(), copied, before, clock.instant());
            return true;
        });
        var text = script.elsewhere(box.id().value(), box.address(), box.days().zone(), reply, before);
        var put = scripts.put(FilterRules.NAME, text);
        if (put == Put.STORED && scripts.activate(FilterRules.NAME) && isActive(scripts))
            return new Came.Done(Words.of("mailbox.connection.reply.done"));
        asItWas(subject, box, scripts, before, stood);
        return refused(put == Put.FULL ? "full" : "not-taken", "");
    }

    private void asItWas(Subject subject, Box box, Scripts scripts, @Nullable String before, Stood stood) {
        if (stood.script() == null) {
            takenOff(subject, box, scripts, before);
            return;
        }
        scripts.put(FilterRules.NAME, stood.script());
        scripts.activate(stood.active());
        var noted = stood.noted();
        if (noted == null) forgotten(subject, box);
        else
            transaction.executeWithoutResult(_ -> rows.put(
                    person(subject), box.address(), noted.newAddress(), noted.copied(), noted.before(), noted.putAt()));
    }

    private static boolean isActive(Scripts scripts) {
        return FilterRules.NAME.equals(FilterRules.active(scripts.list()));
    }

    /** Takes it off, and makes what was active before the active one again. Goes over the network. */
    public Came remove(Subject subject, Box box) {
        return among(subject, box, scripts -> {
            var list = listed(scripts);
            var texts = texts(scripts, list);
            if (!FilterRules.isOurs(texts.getOrDefault(FilterRules.NAME, ""))) {
                forgotten(subject, box);
                return new Came.Done(Words.of("mailbox.connection.reply.removed"));
            }
            var noted = rows.find(person(subject), box.address())
                    .map(Standing::before)
                    .orElse(null);
            var before = FilterRules.before(list, texts, noted);
            if (!takenOff(subject, box, scripts, before)) return refused("not-taken-off", "");
            if (before != null) return new Came.Done(Words.of("mailbox.connection.reply.removed.before", before));
            return new Came.Done(
                    noted == null
                            ? Words.of("mailbox.connection.reply.removed")
                            : Words.of("mailbox.connection.reply.removed.lost", noted));
        });
    }

    /** @param before what is to be active; if something else than ours is, it stays so */
    private boolean takenOff(Subject subject, Box box, Scripts scripts, @Nullable String before) {
        if (isActive(scripts)
                && (!scripts.activate(before) || !Objects.equals(FilterRules.active(scripts.list()), before)))
            return false;
        if (!scripts.remove(FilterRules.NAME)) return false;
        forgotten(subject, box);
        return true;
    }

    /** Whether it is really there. Goes over the network. */
    public Came look(Subject subject, Box box) {
        return among(subject, box, scripts -> {
            var list = listed(scripts);
            var ours = FilterRules.isOurs(texts(scripts, list).getOrDefault(FilterRules.NAME, ""));
            return ours && FilterRules.NAME.equals(FilterRules.active(list))
                    ? new Came.Done(Words.of("mailbox.connection.reply.seen"))
                    : refused("not-seen", "");
        });
    }

    private Came among(Subject subject, Box box, Function<Scripts, Came> work) {
        if (!own.concerns(subject, box)) return gone();
        if (pace.secondsToWait(Long.toString(person(subject))) > 0)
            return new Came.Refused(Words.of("mailbox.connection.refused.too-often"));
        var answer = connections.filters(person(subject), box.address());
        if (answer.isEmpty()) return gone();
        return switch (answer.get()) {
            case Answer.Refused(var why) -> new Came.Refused(OwnConnections.words(why));
            case Answer.Opened(var scripts) -> {
                try (scripts) {
                    yield work.apply(scripts);
                } catch (Unavailable down) {
                    yield refused("unsure", "");
                }
            }
        };
    }

    private static List<Script> listed(Scripts scripts) {
        var list = scripts.list();
        if (list.size() > MOST_SCRIPTS) throw new Unavailable("more filters than anybody has", null);
        return list;
    }

    private static Map<String, String> texts(Scripts scripts, List<Script> list) {
        var texts = new HashMap<String, String>();
        int characters = 0;
        for (var one : list) {
            var text = scripts.read(one.name());
            if (text == null) continue;
            texts.put(one.name(), text);
            characters += text.length();
            if (characters > MOST_CHARACTERS) throw new Unavailable("longer filters than anybody has", null);
        }
        return texts;
    }

    private void forgotten(Subject subject, Box box) {
        noted(
                subject,
                box,
                "mailbox.elsewhere-reply-removed",
                Map.of(),
                () -> rows.remove(person(subject), box.address()));
    }

    private void noted(
            Subject subject,
            Box box,
            String action,
            Map<String, String> after,
            java.util.function.BooleanSupplier change) {
        transaction.executeWithoutResult(_ -> {
            if (change.getAsBoolean())
                events.publishEvent(new SensitiveAct(
                        subject.actor().auditName(), action, "box:" + box.id(), Map.of(), after, clock.instant()));
        });
    }

    private static Came gone() {
        return new Came.Refused(Words.of("mailbox.connection.refused.gone"));
    }

    private static Came refused(String why, String name) {
        var key = "mailbox.connection.reply.refused." + why;
        return new Came.Refused(name.isEmpty() ? Words.of(key) : Words.of(key, name));
    }

    private static long person(Subject subject) {
        return subject.actor().account();
    }
}
