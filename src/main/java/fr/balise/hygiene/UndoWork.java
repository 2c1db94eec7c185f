package fr.balise.hygiene;

import fr.balise.hygiene.Cleaning.Part;
import fr.balise.hygiene.Cleaning.Way;
import fr.balise.hygiene.CutOff.Edge;
import fr.balise.jobs.Job;
import fr.balise.jobs.Run;
import fr.balise.jobs.Work;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MailStore.NoSuchFolder;
import fr.balise.mailstore.OpenMailbox;
import fr.balise.mailstore.OpenMailbox.Added;
import fr.balise.mailstore.StoredMessage;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts messages back where a clean-up took them from, with their flags and dates. Can be killed anywhere and begun again. */
@Component
class UndoWork implements Work {
    private static final Logger LOG = LoggerFactory.getLogger(UndoWork.class);
    static final String KIND = "hygiene.undo";

    private static final int BATCH = 200;

    private final CleaningRows rows;
    private final ObjectProvider<MailStore> store;
    private final InstantSource clock;

    UndoWork(CleaningRows rows, ObjectProvider<MailStore> store, InstantSource clock) {
        this.rows = rows;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(Run run) throws Exception {
        var words = run.job().input().split(" ");
        var found = rows.find(Long.parseLong(words[0]));
        if (found.isEmpty() || found.get().goneAt() != null) return new Outcome.GivenUp("hygiene.undo.failed.gone");
        var cleaning = found.get();
        Set<Group> groups = Stream.of(words[1].split(",")).map(Group::valueOf).collect(Collectors.toSet());
        var parts = cleaning.parts().stream()
                .filter(part -> part.backAt() == null && groups.contains(part.group()))
                .toList();
        long total = parts.stream().mapToLong(part -> part.uids().size()).sum();
        try (var mailbox = store.getObject().open(cleaning.account())) {
            long done = 0;
            for (var part : parts) {
                if (!back(run, mailbox, cleaning, part, done, total))
                    return new Outcome.GivenUp("hygiene.undo.failed.full");
                done += part.uids().size();
                rows.back(cleaning.id(), part.number(), clock.instant());
                if (cleaning.way() == Way.ASIDE) mailbox.removeFolder(CleanWork.folder(cleaning, part));
            }
        } catch (MailStore.Unavailable down) {
            LOG.info("clean-up {} is taken back later: {}", cleaning.id(), down.getMessage());
            throw down;
        }
        if (rows.find(cleaning.id()).orElseThrow().waiting() == 0) rows.gone(cleaning.id(), clock.instant());
        return new Outcome.Done("");
    }

    /** @return false when there is no room for the rest */
    private static boolean back(Run run, OpenMailbox mailbox, Cleaning cleaning, Part part, long before, long total)
            throws Run.Stopped, IOException {
        boolean trash = cleaning.way() == Way.TRASH;
        var from = CleanWork.where(mailbox, cleaning, part);
        endCutOff(mailbox, cleaning, part, from, run.job().place());
        var waiting = waiting(mailbox, cleaning, part, from);
        long done = before + part.uids().size() - waiting.size();
        if (!waiting.isEmpty()) reach(run, mailbox, part, done, total);
        for (int at = 0; at < waiting.size(); at += BATCH) {
            var batch = waiting.subList(at, Math.min(at + BATCH, waiting.size()));
            if (mailbox.move(from, batch, part.folder()) instanceof Added.Full) {
                if (trash) unmark(mailbox, cleaning, part);
                return false;
            }
            done += batch.size();
            reach(run, mailbox, part, done, total);
        }
        if (trash) unmark(mailbox, cleaning, part);
        return true;
    }

    private static List<Long> waiting(OpenMailbox mailbox, Cleaning cleaning, Part part, String from) {
        return cleaning.way() == Way.TRASH
                ? CleanWork.trashed(mailbox, cleaning, part).stream()
                        .map(StoredMessage::uid)
                        .toList()
                : waiting(mailbox, from);
    }

    private static void reach(Run run, OpenMailbox mailbox, Part part, long done, long total) throws Run.Stopped {
        run.reach(Edge.of(mailbox, part.number(), part.folder()).toString(), done, total);
    }

    private static void endCutOff(OpenMailbox mailbox, Cleaning cleaning, Part part, String from, String place)
            throws IOException {
        var edge = Edge.parse(place).filter(one -> one.isOf(part.number()));
        if (edge.isEmpty()) return;
        var cut = waiting(mailbox, cleaning, part, from);
        CutOff.end(
                mailbox,
                from,
                cut.subList(0, Math.min(BATCH, cut.size())),
                part.folder(),
                edge.get(),
                CleanWork.of(cleaning, part));
    }

    /** What comes back comes behind what the clean-up took away from there. */
    private static long behind(OpenMailbox mailbox, Part part) {
        try {
            return mailbox.uidValidity(part.folder()) == part.uidValidity() ? Collections.max(part.uids()) : 0;
        } catch (NoSuchFolder nothing) {
            return 0;
        }
    }

    /** What is back looks as before, whichever turn of the job brought it. */
    private static void unmark(OpenMailbox mailbox, Cleaning cleaning, Part part) {
        var mark = CleanWork.mark(cleaning, part);
        var uids = new ArrayList<Long>();
        try {
            mailbox.list(part.folder(), behind(mailbox, part), message -> {
                if (message.flags().contains(mark)) uids.add(message.uid());
            });
            if (!uids.isEmpty()) mailbox.flag(part.folder(), uids, Set.of(), Set.of(mark));
        } catch (NoSuchFolder nothing) {
            // Nothing was to come back.
        }
    }

    /** What came back until then stays, and looks as before. */
    @Override
    public void undo(Job job) throws IOException {
        var found = rows.find(Long.parseLong(job.input().split(" ")[0]));
        if (found.isEmpty()) return;
        var cleaning = found.get();
        boolean trash = cleaning.way() == Way.TRASH;
        try (var mailbox = store.getObject().open(cleaning.account())) {
            for (var part : cleaning.parts()) {
                endCutOff(mailbox, cleaning, part, CleanWork.where(mailbox, cleaning, part), job.place());
                if (trash) unmark(mailbox, cleaning, part);
            }
        }
    }

    private static List<Long> waiting(OpenMailbox mailbox, String folder) {
        var uids = new ArrayList<Long>();
        try {
            mailbox.list(folder, 0, (StoredMessage message) -> uids.add(message.uid()));
        } catch (NoSuchFolder nothing) {
            // Nothing was moved, or it is back already.
        }
        return uids;
    }
}
