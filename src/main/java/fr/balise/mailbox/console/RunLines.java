package fr.balise.mailbox.console;

import fr.balise.identity.Actor;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.console.Runs.Task;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Command;
import fr.balise.mailbox.lifecycle.Decision;
import fr.balise.mailbox.lifecycle.Gate;
import fr.balise.mailbox.lifecycle.Hold;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Insides;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.Refusal;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.mailstore.MailStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What one line of a run is: looked at, or done. */
@Component
class RunLines {
    private final Lifecycle lifecycle;
    private final Creating creating;
    private final Proposals proposals;
    private final Runs runs;
    private final LotReplies replies;
    private final ObjectProvider<Insides> insides;

    RunLines(
            Lifecycle lifecycle,
            Creating creating,
            Proposals proposals,
            Runs runs,
            LotReplies replies,
            ObjectProvider<Insides> insides) {
        this.lifecycle = lifecycle;
        this.creating = creating;
        this.proposals = proposals;
        this.runs = runs;
        this.replies = replies;
        this.insides = insides;
    }

    /** @param word {@code possible}, {@code done}, {@code same} or {@code refused}; {@code opens} key of the address that it will open */
    record Seen(
            String word,
            @Nullable Long hosted,
            @Nullable String opens,
            @Nullable Words told) {
        static Seen of(String word) {
            return new Seen(word, null, null, null);
        }

        static Seen refused(Words why) {
            return new Seen("refused", null, null, why);
        }

        Seen replying(Command.Depublish with) {
            if (word.equals("refused") || word.equals("same")) return this;
            var reply = with.reply();
            return new Seen(
                    word,
                    hosted,
                    opens,
                    reply == null
                            ? Words.of("console.run.no-reply")
                            : Words.of("console.run.reply", reply.newAddress().toString()));
        }
    }

    Seen look(Run run, Task task) {
        if (run.kind() == Run.Kind.OPEN)
            return opening(creating.look(wish(task), staff(run), key -> runs.isAsked(task, key)));
        var hosted = hosted(task);
        if (run.kind() == Run.Kind.PROPOSE) return proposable(hosted, run);
        if (run.kind() == Run.Kind.DEPUBLISH) return look(run, List.of(task)).getFirst();
        if (run.kind() == Run.Kind.DEATH || run.kind() == Run.Kind.INCAPACITY)
            return all(hosted, run, command -> lifecycle.look(hosted, command, by(run)), "possible");
        return seen(lifecycle.look(hosted, command(run), by(run)), "possible");
    }

    /** Several commands are one line: it is refused as soon as one of them is, and the same only if all are. */
    private Seen all(MailboxId id, Run run, Function<Command, Decision> decided, String good) {
        var seen = Seen.of("same");
        for (var command : ofHolder(lifecycle.find(id).orElseThrow(), run)) {
            var one = seen(decided.apply(command), good);
            if (one.word().equals("refused")) return one;
            if (one.word().equals(good)) seen = one;
        }
        return seen;
    }

    /** Nobody erases what is held, whatever day was set; a mailbox on its way out is not listed any more. */
    private static List<Command> ofHolder(Hosted mailbox, Run run) {
        var hold = new Command.PlaceHold(Hold.LEGAL, run.reason());
        if (run.kind() == Run.Kind.INCAPACITY) return List.of(hold);
        var suspend = new Command.Suspend(run.reason());
        return mailbox.state() instanceof State.Active
                ? List.of(hold, suspend, new Command.Depublish(null))
                : List.of(hold, suspend);
    }

    /** In the caller's transaction: whoever looked before may find it changed. */
    Seen act(Run run, Task task) {
        if (run.kind() == Run.Kind.OPEN) return opening(creating.open(wish(task), staff(run)));
        var hosted = hosted(task);
        if (run.kind() == Run.Kind.PROPOSE) {
            var seen = proposable(hosted, run);
            if (seen.word().equals("possible")) {
                proposals.add(hosted, run.reason(), by(run));
                return Seen.of("done");
            }
            return seen;
        }
        if (run.kind() == Run.Kind.DEPUBLISH) return act(run, List.of(task)).getFirst();
        if (run.kind() == Run.Kind.DEATH || run.kind() == Run.Kind.INCAPACITY)
            return all(hosted, run, command -> lifecycle.apply(hosted, command, by(run)), "done");
        return seen(lifecycle.apply(hosted, command(run), by(run)), "done");
    }

    /** Whether its lines are one command to many mailboxes, which can be given in one go. */
    static boolean together(Run run) {
        return switch (run.kind()) {
            case DEPUBLISH, SUSPEND, RESUME -> true;
            case OPEN, CLOSE, PROPOSE, DEATH, INCAPACITY -> false;
        };
    }

    /** Of each task, in their order. @param run one that goes {@link #together} */
    List<Seen> look(Run run, List<Task> tasks) {
        if (run.kind() == Run.Kind.DEPUBLISH) {
            var commands = replies.of(run.id(), hosted(tasks));
            return replying(tasks, commands, seen(tasks, lifecycle.look(commands, by(run)), "possible"));
        }
        return seen(tasks, lifecycle.look(hosted(tasks), command(run), by(run)), "possible");
    }

    /** In the caller's transaction, and in the order of the tasks. @param run one that goes {@link #together} */
    List<Seen> act(Run run, List<Task> tasks) {
        if (run.kind() == Run.Kind.DEPUBLISH) {
            var commands = replies.of(run.id(), hosted(tasks));
            return replying(tasks, commands, seen(tasks, lifecycle.apply(commands, by(run)), "done"));
        }
        return seen(tasks, lifecycle.apply(hosted(tasks), command(run), by(run)), "done");
    }

    /** With each good one: where senders are pointed to. */
    private static List<Seen> replying(List<Task> tasks, Map<MailboxId, Command.Depublish> commands, List<Seen> seen) {
        return IntStream.range(0, tasks.size())
                .mapToObj(n -> seen.get(n).replying(Objects.requireNonNull(commands.get(hosted(tasks.get(n))))))
                .toList();
    }

    private static List<MailboxId> hosted(List<Task> tasks) {
        return tasks.stream().map(RunLines::hosted).toList();
    }

    private List<Seen> seen(List<Task> tasks, Map<MailboxId, Decision> decisions, String good) {
        return tasks.stream()
                .map(task -> seen(Objects.requireNonNull(decisions.get(hosted(task))), good))
                .toList();
    }

    private static Command command(Run run) {
        return switch (run.kind()) {
            case SUSPEND -> new Command.Suspend(run.reason());
            case RESUME -> new Command.Resume();
            // No gate is opened for anybody: what its holder did not retrieve, or has not read, is refused.
            case CLOSE -> new Command.RequestDeletion(Set.of(), null, null);
            case OPEN, PROPOSE, DEPUBLISH, DEATH, INCAPACITY ->
                throw new IllegalStateException("not one command to all mailboxes");
        };
    }

    private Seen seen(Decision decision, String good) {
        return switch (decision) {
            case Decision.Changed _ -> Seen.of(good);
            case Decision.Unchanged _ -> Seen.of("same");
            case Decision.Refused(var why) -> {
                // The mail servers do not answer: that says nothing of the mailbox, and is asked again.
                if (why.why() instanceof Refusal.Why.Gated(var shut)
                        && shut.contains(new Gate.Unknown())
                        && insides.getIfAvailable() != null)
                    throw new MailStore.Unavailable("what the mailbox holds", null);
                yield Seen.refused(why.words());
            }
        };
    }

    private static Seen opening(Creation outcome) {
        return switch (outcome) {
            case Creation.Possible(var address, var name) ->
                new Seen("possible", null, address.key(), Words.of("console.run.opens", address.toString(), name));
            case Creation.Created(var mailbox) -> new Seen("done", mailbox.id().value(), null, null);
            case Creation.There(var mailbox) -> new Seen("same", mailbox.id().value(), null, null);
            case Creation.Refused(var why) -> Seen.refused(why.words());
        };
    }

    private Seen proposable(MailboxId id, Run run) {
        var mailbox = lifecycle.find(id).orElseThrow();
        if (!(mailbox.state() instanceof State.Active || mailbox.state() instanceof State.Depublished))
            return Seen.refused(Words.of("console.run.closing-already"));
        if (mailbox.restrained()) return Seen.refused(Words.of("console.run.restrained"));
        return Seen.of(proposals.stands(id, run.reason()) ? "same" : "possible");
    }

    /** Whoever started it answers for it; before that, whoever prepared it. */
    private static By by(Run run) {
        return new By(run.by(), run.byName());
    }

    private static Opener staff(Run run) {
        var account = Long.parseLong(run.by().substring(run.by().indexOf(':') + 1));
        return new Opener.Staff(new Actor(account, run.byName(), null, Set.of(Actor.Role.OPERATOR)));
    }

    private static MailboxId hosted(Task task) {
        if (task.hosted() == null) throw new IllegalStateException("a line without a mailbox");
        return new MailboxId(task.hosted());
    }

    static Wish wish(Task task) {
        var cells = task.wish();
        if (cells == null) throw new IllegalStateException("a line without a wish");
        return new Wish(
                MailboxType.valueOf(cells[0]),
                cells[1],
                cells[2],
                null,
                null,
                Boolean.parseBoolean(cells[6]),
                cells[3],
                cells[4],
                cells[5]);
    }
}
