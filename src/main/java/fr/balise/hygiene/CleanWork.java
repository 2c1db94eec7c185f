package fr.balise.hygiene;

import fr.balise.hygiene.Cleaning.Part;
import fr.balise.hygiene.Cleaning.Way;
import fr.balise.hygiene.CutOff.Edge;
import fr.balise.jobs.Job;
import fr.balise.jobs.Run;
import fr.balise.jobs.Work;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MailStore.Folder;
import fr.balise.mailstore.MailStore.NoSuchFolder;
import fr.balise.mailstore.MailStore.Use;
import fr.balise.mailstore.OpenMailbox;
import fr.balise.mailstore.OpenMailbox.Added;
import fr.balise.mailstore.StoredMessage;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Takes messages out of their folders into one that does not count, or into the trash, from where they can be taken back. Moving a message that is gone
 * changes nothing, so that it can be killed anywhere and begun again.
 */
@Component
class CleanWork implements Work {
    static final String KIND = "hygiene.clean";

    /** Messages moved at once, by one command: a server that dies has laid down all of them or none. */
    private static final int BATCH = OpenMailbox.MOST_MOVED;

    private final CleaningRows rows;
    private final Frozen frozen;
    private final ObjectProvider<MailStore> store;
    private final HygieneSettings settings;
    private final InstantSource clock;

    CleanWork(
            CleaningRows rows,
            Frozen frozen,
            ObjectProvider<MailStore> store,
            HygieneSettings settings,
            InstantSource clock) {
        this.rows = rows;
        this.frozen = frozen;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Where the messages of a part wait. */
    static String folder(Cleaning cleaning, Part part) {
        return MailStore.RECOVERABLE + "/" + cleaning.id() + "-" + part.number();
    }

    /** Stands on what a part put into the trash: how it is told there from what others threw away. */
    static String mark(Cleaning cleaning, Part part) {
        return "$BaliseTrashed-" + cleaning.id() + "-" + part.number();
    }

    /** Where what a part took out lies. */
    static String where(OpenMailbox mailbox, Cleaning cleaning, Part part) {
        return cleaning.way() == Way.TRASH ? trash(mailbox) : folder(cleaning, part);
    }

    /** Whether a message may have come by a move of that part. */
    static Predicate<StoredMessage> of(Cleaning cleaning, Part part) {
        var mark = mark(cleaning, part);
        return message -> cleaning.way() == Way.ASIDE || message.flags().contains(mark);
    }

    static String trash(OpenMailbox mailbox) {
        return mailbox.folders().stream()
                .filter(folder -> folder.use() == Use.TRASH)
                .map(Folder::name)
                .findFirst()
                .orElse("Trash");
    }

    /** What a part put into the trash, and still lies there. */
    static List<StoredMessage> trashed(OpenMailbox mailbox, Cleaning cleaning, Part part) {
        var there = new ArrayList<StoredMessage>();
        var mark = mark(cleaning, part);
        try {
            mailbox.list(trash(mailbox), 0, message -> {
                if (message.flags().contains(mark)) there.add(message);
            });
        } catch (NoSuchFolder nothing) {
            // There is no trash.
        }
        return there;
    }

    /** What somebody flagged or kept in the trash meanwhile stays there. */
    static void removeForGood(OpenMailbox mailbox, Cleaning cleaning, Part part) {
        switch (cleaning.way()) {
            case ASIDE -> mailbox.removeFolder(folder(cleaning, part));
            case TRASH -> {
                if (part.backAt() != null) return;
                var uids = trashed(mailbox, cleaning, part).stream()
                        .filter(message -> !message.flags().contains("\\Flagged")
                                && !message.flags().contains(Item.KEPT))
                        .map(StoredMessage::uid)
                        .toList();
                if (!uids.isEmpty()) mailbox.delete(trash(mailbox), uids);
            }
        }
    }

    @Override
    public Outcome run(Run run) throws Exception {
        var found = rows.find(Long.parseLong(run.job().input()));
        if (found.isEmpty()) return new Outcome.GivenUp("hygiene.clean.failed.gone");
        var cleaning = found.get();
        var begun = Place.parse(run.job().place());
        long done = begun.done();
        try (var mailbox = store.getObject().open(cleaning.account())) {
            var trash = cleaning.way() == Way.TRASH ? trash(mailbox) : "";
            var validity = new HashMap<String, Long>();
            long at = 0;
            for (var part : cleaning.parts()) {
                // A hold that begins while it goes on stops it; what went until then can be taken back.
                if (frozen.is(cleaning.account())) {
                    ended(mailbox, cleaning);
                    return new Outcome.GivenUp("hygiene.clean.failed.held");
                }
                long end = at + part.uids().size();
                validity.computeIfAbsent(part.folder(), folder -> validity(mailbox, folder));
                if (done < end && !moved(run, mailbox, cleaning, part, trash, validity, begun, done, at)) {
                    ended(mailbox, cleaning);
                    return new Outcome.GivenUp("hygiene.clean.failed.full");
                }
                at = end;
                done = Math.max(done, end);
            }
            run.reach(new Place(done, null).toString(), done, cleaning.messages());
        }
        rows.done(cleaning.id(), clock.instant(), clock.instant().plus(settings.recoverable()));
        return new Outcome.Done("");
    }

    private static long validity(OpenMailbox mailbox, String folder) {
        try {
            return mailbox.uidValidity(folder);
        } catch (NoSuchFolder removed) {
            return 0;
        }
    }

    /** @param edge of the batch that comes next; null where none was about to be moved */
    private record Place(long done, @Nullable Edge edge) {
        static Place parse(String place) {
            var words = place.split(" ");
            return new Place(
                    place.isEmpty() ? 0 : Long.parseLong(words[0]),
                    words.length > 1 ? Edge.parse(words[1]).orElse(null) : null);
        }

        @Override
        public String toString() {
            return edge == null ? Long.toString(done) : done + " " + edge;
        }
    }

    private boolean moved(
            Run run,
            OpenMailbox mailbox,
            Cleaning cleaning,
            Part part,
            String trash,
            Map<String, Long> validity,
            Place begun,
            long done,
            long at)
            throws Run.Stopped, IOException {
        // A folder that was renamed, or numbered anew, holds other messages under these numbers.
        if (validity.getOrDefault(part.folder(), 0L) != part.uidValidity()) return true;
        var to = cleaning.way() == Way.TRASH ? trash : folder(cleaning, part);
        endCutOff(mailbox, cleaning, part, begun, at, to);
        for (long from = Math.max(0, done - at); from < part.uids().size(); ) {
            var batch = batch(part, from);
            var place = new Place(at + from, Edge.of(mailbox, part.number(), to));
            run.reach(place.toString(), at + from, cleaning.messages());
            try {
                if (moved(mailbox, cleaning, part, batch, trash) instanceof Added.Full) return false;
            } catch (NoSuchFolder removed) {
                return true;
            }
            from += batch.size();
        }
        return true;
    }

    private static List<Long> batch(Part part, long from) {
        return part.uids()
                .subList((int) from, (int) Math.min(from + BATCH, part.uids().size()));
    }

    /** @param at how many messages the parts before hold */
    private static void endCutOff(OpenMailbox mailbox, Cleaning cleaning, Part part, Place begun, long at, String to)
            throws IOException {
        var edge = begun.edge();
        long from = begun.done() - at;
        if (edge == null
                || !edge.isOf(part.number())
                || from < 0
                || from >= part.uids().size()) return;
        CutOff.end(mailbox, part.folder(), batch(part, from), to, edge, of(cleaning, part));
    }

    private static Added moved(OpenMailbox mailbox, Cleaning cleaning, Part part, List<Long> batch, String trash) {
        if (cleaning.way() == Way.ASIDE) return mailbox.move(part.folder(), batch, folder(cleaning, part));
        mailbox.flag(part.folder(), batch, Set.of(mark(cleaning, part)), Set.of());
        return mailbox.move(part.folder(), batch, trash);
    }

    /** What was taken out until then can be taken back as usual. */
    @Override
    public void undo(Job job) throws IOException {
        var found = rows.find(Long.parseLong(job.input()));
        if (found.isEmpty()) return;
        var cleaning = found.get();
        var begun = Place.parse(job.place());
        try (var mailbox = store.getObject().open(cleaning.account())) {
            long at = 0;
            for (var part : cleaning.parts()) {
                endCutOff(mailbox, cleaning, part, begun, at, where(mailbox, cleaning, part));
                at += part.uids().size();
            }
            ended(mailbox, cleaning);
        }
    }

    /** What was marked and not moved loses its mark: it would be taken for moved if somebody threw it away later. */
    private void ended(OpenMailbox mailbox, Cleaning cleaning) {
        if (cleaning.way() == Way.TRASH) for (var part : cleaning.parts()) unmarked(mailbox, cleaning, part);
        rows.done(cleaning.id(), clock.instant(), clock.instant().plus(settings.recoverable()));
    }

    private static void unmarked(OpenMailbox mailbox, Cleaning cleaning, Part part) {
        try {
            if (mailbox.uidValidity(part.folder()) == part.uidValidity())
                mailbox.flag(part.folder(), part.uids(), Set.of(), Set.of(mark(cleaning, part)));
        } catch (NoSuchFolder removed) {
            // Nothing is marked in it.
        }
    }
}
