package fr.balise.hygiene;

import fr.balise.hygiene.Cleaning.Part;
import fr.balise.hygiene.Cleaning.Way;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Takes messages out of their folders into one that does not count, or into the trash, from where they can be taken back. Moving a message that is gone
 * changes nothing, so that it can be killed anywhere and begun again.
 */
@Component
class CleanWork implements Work {
    static final String KIND = "hygiene.clean";

    /** Messages moved at once. */
    private static final int BATCH = 5_000;

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
        long done = run.job().place().isEmpty() ? 0 : Long.parseLong(run.job().place());
        try (var mailbox = store.getObject().open(cleaning.account())) {
            var trash = cleaning.way() == Way.TRASH ? trash(mailbox) : "";
            var validity = mailbox.folders().stream().collect(Collectors.toMap(Folder::name, Folder::uidValidity));
            long at = 0;
            for (var part : cleaning.parts()) {
                // A hold that begins while it goes on stops it; what went until then can be taken back.
                if (frozen.is(cleaning.account())) {
                    ended(mailbox, cleaning);
                    return new Outcome.GivenUp("hygiene.clean.failed.held");
                }
                long end = at + part.uids().size();
                if (done < end && !moved(run, mailbox, cleaning, part, trash, validity, done, at)) {
                    ended(mailbox, cleaning);
                    return new Outcome.GivenUp("hygiene.clean.failed.full");
                }
                at = end;
                done = Math.max(done, end);
            }
        }
        rows.done(cleaning.id(), clock.instant(), clock.instant().plus(settings.recoverable()));
        return new Outcome.Done("");
    }

    private boolean moved(
            Run run,
            OpenMailbox mailbox,
            Cleaning cleaning,
            Part part,
            String trash,
            Map<String, Long> validity,
            long done,
            long at)
            throws Run.Stopped, IOException {
        // A folder that was renamed, or numbered anew, holds other messages under these numbers.
        boolean same = validity.getOrDefault(part.folder(), 0L) == part.uidValidity();
        long first = Math.max(0, done - at);
        for (long from = first; same && from < part.uids().size(); from += BATCH) {
            var batch = part.uids().subList((int) from, (int)
                    Math.min(from + BATCH, part.uids().size()));
            try {
                if (from == first) endCutOff(mailbox, cleaning, part, batch, trash);
                if (moved(mailbox, cleaning, part, batch, trash) instanceof Added.Full) return false;
            } catch (NoSuchFolder removed) {
                return true;
            }
            long now = at + from + batch.size();
            run.reach(Long.toString(now), now, cleaning.messages());
        }
        return true;
    }

    private static void endCutOff(OpenMailbox mailbox, Cleaning cleaning, Part part, List<Long> batch, String trash)
            throws IOException {
        var mark = mark(cleaning, part);
        boolean marked = cleaning.way() == Way.TRASH;
        CutOff.end(
                mailbox,
                part.folder(),
                batch,
                marked ? trash : folder(cleaning, part),
                0,
                message -> !marked || message.flags().contains(mark));
    }

    private static Added moved(OpenMailbox mailbox, Cleaning cleaning, Part part, List<Long> batch, String trash) {
        if (cleaning.way() == Way.ASIDE) return mailbox.move(part.folder(), batch, folder(cleaning, part));
        mailbox.flag(part.folder(), batch, Set.of(mark(cleaning, part)), Set.of());
        return mailbox.move(part.folder(), batch, trash);
    }

    /** What was taken out until then can be taken back as usual. */
    @Override
    public void undo(Job job) {
        var found = rows.find(Long.parseLong(job.input()));
        if (found.isEmpty()) return;
        try (var mailbox = store.getObject().open(found.get().account())) {
            ended(mailbox, found.get());
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
