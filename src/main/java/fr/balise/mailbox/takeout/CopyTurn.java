package fr.balise.mailbox.takeout;

import fr.balise.jobs.Run;
import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MailStore.Folder;
import fr.balise.mailstore.OpenMailbox;
import fr.balise.mailstore.OpenMailbox.Added;
import fr.balise.mailstore.OpenMailbox.Envelope;
import fr.balise.mailstore.StoredMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Copies folder after folder, each by rising UID, and notes how far it is. A message that was put into the target and not yet noted when
 * everything was cut off is found there by its octets, so that it is not put there twice.
 */
final class CopyTurn {
    /** Of messages that are moved to a folder already passed while the copy goes on, so that none is missed. */
    private static final int PASSES = 4;

    /** What the target's server takes as a keyword: others would end the command. */
    private static final Pattern KEYWORD = Pattern.compile("\\\\?[A-Za-z0-9$_.-]{1,64}");

    /** The server's own; and what is marked to be deleted would be, by the next mail program that looks: nothing is lost here. */
    private static final Set<String> NOT_COPIED = Set.of("\\Recent", StoredMessage.DELETED);

    private final Run run;
    private final CopyRows rows;
    private final Copy copy;
    private final MailAddress source;
    private final OpenMailbox from;
    private final OpenMailbox to;
    private final Path spool;
    private final Duration step;

    private final Map<String, Folder> targets = new HashMap<>();
    private long lastStep = System.nanoTime();
    private long before;
    private long messages;
    private long octetsDone;
    private long total;

    /**
     * @param source whose name the folder in the target gets
     * @param spool where a large message waits for a moment
     * @param step how often it notes how far it is
     */
    CopyTurn(
            Run run,
            CopyRows rows,
            Copy copy,
            MailAddress source,
            OpenMailbox from,
            OpenMailbox to,
            Path spool,
            Duration step) {
        this.run = run;
        this.rows = rows;
        this.copy = copy;
        this.source = source;
        this.from = from;
        this.to = to;
        this.spool = spool;
        this.step = step;
    }

    /** @return false if the target is full; what is there stays there */
    boolean goOn() throws IOException, Run.Stopped {
        try {
            for (int pass = 0; pass < PASSES && aPass(); pass++) {}
            return true;
        } catch (Full full) {
            return false;
        } catch (UncheckedStop stop) {
            throw stop.stopped;
        }
    }

    long messages() {
        return before + messages;
    }

    long octets() {
        return octetsDone;
    }

    /** @return whether there was anything to do */
    private boolean aPass() throws IOException, Run.Stopped {
        var folders =
                from.folders().stream().filter(folder -> folder.messages() > 0).toList();
        count(folders);
        makeTargets(folders);
        boolean any = false;
        for (var folder : folders) any |= copied(folder);
        return any;
    }

    private void count(List<Folder> folders) {
        before = 0;
        octetsDone = 0;
        messages = 0;
        long left = 0;
        for (var folder : folders) {
            var at = at(folder);
            if (at != null) {
                before += at.messages();
                octetsDone += at.octets();
            }
            left += CopyLeft.of(from, folder, at).messages();
        }
        total = before + left;
    }

    private @Nullable CopiedFolder at(Folder folder) {
        return rows.folder(copy.source(), copy.target(), folder.name(), folder.uidValidity())
                .orElse(null);
    }

    private void makeTargets(List<Folder> folders) {
        var there = to.folders().stream().map(Folder::name).collect(Collectors.toSet());
        for (var folder : folders) {
            var name = CopyNames.target(source, folder);
            if (there.add(name)) to.create(name);
        }
        for (var folder : to.folders()) targets.put(folder.name(), folder);
    }

    private boolean copied(Folder folder) throws IOException, Run.Stopped {
        var name = CopyNames.target(source, folder);
        var target = targets.get(name);
        if (target == null) throw new MailStore.Unavailable("a folder that was made is not there", null);
        var at = at(folder);
        if (at == null) {
            // Noted before the first message is put there: from here on nothing is unaccounted for.
            at = CopiedFolder.fresh(folder.uidValidity(), target.uidValidity(), target.uidNext());
            rows.note(copy.source(), copy.target(), folder.name(), at);
        }
        if (at.through() >= folder.uidNext() - 1) return false;
        return new One(folder, name, target, at).copyAll();
    }

    /** One folder. */
    private final class One {
        private final Folder folder;
        private final String name;
        private final long targetValidity;
        private final Map<String, Integer> unaccounted;
        private CopiedFolder at;
        private long next;
        private boolean any;

        One(Folder folder, String name, Folder target, CopiedFolder at) throws IOException {
            this.folder = folder;
            this.name = name;
            this.targetValidity = target.uidValidity();
            this.at = at;
            next = target.uidNext();
            unaccounted = unaccounted(target);
        }

        /** What may have been put there without having been noted, by SHA-256 with how many of each. */
        private Map<String, Integer> unaccounted(Folder target) throws IOException {
            var found = new HashMap<String, Integer>();
            boolean same = at.targetValidity() == target.uidValidity();
            long after = same ? at.targetNext() - 1 : 0;
            while (target.uidNext() - 1 > after) {
                var uids = to.uids(name, after);
                if (uids.isEmpty()) break;
                to.read(name, uids, (_, octets) -> {
                    try (var item = new Spooled(spool)) {
                        item.take(octets);
                        found.merge(item.sha256Hex(), 1, Integer::sum);
                    }
                });
                after = uids.getLast();
            }
            return found;
        }

        boolean copyAll() throws IOException, Run.Stopped {
            try {
                // What arrives later than this pass began is for the next one.
                for (var uids = uids(at.through()); !uids.isEmpty(); uids = uids(uids.getLast()))
                    from.read(folder.name(), uids, this::message);
            } catch (MailStore.NoSuchFolder removed) {
                return any; // meanwhile, by its holder: what is there now is what can be copied
            } catch (Full full) {
                note();
                throw full;
            }
            unaccounted.clear();
            at = new CopiedFolder(
                    at.validity(), folder.uidNext() - 1, targetValidity, next, at.messages(), at.octets());
            step();
            return any;
        }

        private List<Long> uids(long after) {
            return from.uids(folder.name(), after).stream()
                    .filter(uid -> uid < folder.uidNext())
                    .toList();
        }

        private void message(Envelope envelope, InputStream octets) throws IOException {
            if (System.nanoTime() - lastStep > step.toNanos()) stepOrThrow();
            try (var item = new Spooled(spool)) {
                item.take(octets);
                if (!isThere(item.sha256Hex())) put(envelope, item);
                at = at.and(envelope.uid(), item.size());
                messages++;
                octetsDone += item.size();
            }
            any = true;
        }

        /** Takes it off what is unaccounted for. */
        private boolean isThere(String sum) {
            var many = unaccounted.get(sum);
            if (many == null) return false;
            if (many == 1) unaccounted.remove(sum);
            else unaccounted.put(sum, many - 1);
            return true;
        }

        private void put(Envelope envelope, Spooled item) throws IOException {
            try (var whole = item.read()) {
                switch (to.append(name, flags(envelope), envelope.received(), item.size(), whole)) {
                    case Added.Full() -> throw new Full();
                    case Added.Stored(var uid) -> next = uid.isPresent() ? uid.getAsLong() + 1 : next;
                }
            }
        }

        private void note() {
            // While something is unaccounted for, the next turn must look at all of it once more.
            if (unaccounted.isEmpty()) at = at.settled(targetValidity, next);
            rows.note(copy.source(), copy.target(), folder.name(), at);
        }

        private void step() throws Run.Stopped {
            note();
            lastStep = System.nanoTime();
            run.reach("", messages(), Math.max(total, messages()), "mailbox.copy.words");
        }

        private void stepOrThrow() {
            try {
                step();
            } catch (Run.Stopped stopped) {
                throw new UncheckedStop(stopped);
            }
        }

        private Set<String> flags(Envelope envelope) {
            return envelope.flags().stream()
                    .filter(flag ->
                            !NOT_COPIED.contains(flag) && KEYWORD.matcher(flag).matches())
                    .collect(Collectors.toSet());
        }
    }

    /** Carries out of a callback that the target is full. */
    private static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1;

        Full() {
            super("", null, false, false);
        }
    }

    /** Carries the end of a turn out of a callback. */
    private static final class UncheckedStop extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Run.Stopped stopped;

        UncheckedStop(Run.Stopped stopped) {
            super("", null, false, false);
            this.stopped = stopped;
        }
    }
}
