package fr.balise.hygiene;

import fr.balise.jobs.Job;
import fr.balise.jobs.Run;
import fr.balise.jobs.Work;
import fr.balise.mailbox.OwnConnections;
import fr.balise.mailstore.ElsewhereConnections;
import fr.balise.mailstore.ElsewhereMail.Answer;
import fr.balise.mailstore.ElsewhereMail.Why;
import fr.balise.mailstore.MailStore.Folder;
import fr.balise.mailstore.MailStore.NoSuchFolder;
import fr.balise.mailstore.MailStore.Unavailable;
import fr.balise.mailstore.OpenMailbox;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Takes the photo of a mailbox at another operator: one session, in which every message is told once and added up. Sums alone are kept, also
 * while it goes on: after a kill it is taken up from there. Nothing at the other operator changes.
 */
@Component
class PhotoWork implements Work {
    static final String KIND = "hygiene.photo";

    /** Key of the message for what its holder took back meanwhile. */
    static final String GONE = "hygiene.photo.failed.gone";

    /** Pages of messages between two times that the sums are put aside. */
    private static final int PAGES = 5;

    private static final String PATIENTS = "@patient.mssante.fr";

    private final PhotoRows rows;
    private final ElsewhereConnections connections;
    private final InstantSource clock;

    PhotoWork(PhotoRows rows, ElsewhereConnections connections, InstantSource clock) {
        this.rows = rows;
        this.connections = connections;
        this.clock = clock;
    }

    /**
     * How far a look came.
     *
     * @param done names of the folders that are added up
     * @param folder the one that is being added up
     * @param after highest UID of it that was
     */
    record Midway(Instant begunAt, Tally.Sums sums, Set<String> done, String folder, long uidValidity, long after) {
        Midway {
            done = Set.copyOf(done);
        }

        boolean isIn(Folder one) {
            return one.name().equals(folder) && one.uidValidity() == uidValidity;
        }

        @Override
        public String toString() {
            return "Midway[" + begunAt + "]";
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** @param zone in which years are counted */
    static String input(long photo, ZoneId zone) {
        return photo + " " + zone;
    }

    @Override
    public Outcome run(Run run) throws Exception {
        var words = run.job().input().split(" ");
        var found = rows.find(Long.parseLong(words[0]));
        if (found.isEmpty()) return new Outcome.GivenUp(GONE);
        var photo = found.get();
        var answer = connections.open(photo.account(), photo.mailbox());
        if (answer.isEmpty()) return new Outcome.GivenUp(GONE);
        return switch (answer.get()) {
            case Answer.Refused(var why) -> refused(why);
            case Answer.Opened(var mailbox) -> {
                try (mailbox) {
                    yield new Look(run, photo, mailbox, ZoneId.of(words[1])).everything()
                            ? new Outcome.Done("")
                            : new Outcome.GivenUp(GONE);
                }
            }
        };
    }

    /** A password that is no longer good is not tried again: that would cost the mailbox its own limits at its operator. */
    private static Outcome refused(Why why) {
        return switch (why) {
            case UNREACHABLE -> throw new Unavailable("the other operator does not answer", null);
            case WRONG_CREDENTIAL -> new Outcome.GivenUp("mailbox.connection.refused.stale");
            case NOT_LISTED, NOT_TRUSTED, NO_TOKENS ->
                new Outcome.GivenUp(OwnConnections.words(why).key());
        };
    }

    @Override
    public void undo(Job job) {
        rows.dropMidway(Long.parseLong(job.input().split(" ")[0]));
    }

    private final class Look {
        private final Run run;
        private final Photo photo;
        private final OpenMailbox mailbox;
        private final List<Folder> folders;
        private final Optional<Midway> before;
        private final Instant begunAt;
        private final Tally tally;
        private final Set<String> done;

        Look(Run run, Photo photo, OpenMailbox mailbox, ZoneId zone) {
            this.run = run;
            this.photo = photo;
            this.mailbox = mailbox;
            folders = mailbox.folders();
            // Where its folder was renamed or numbered anew meanwhile, part of it would count twice.
            before = rows.midway(photo.id()).filter(one -> folders.stream().anyMatch(one::isIn));
            begunAt = before.map(Midway::begunAt).orElseGet(clock::instant);
            tally = new Tally(zone, before.map(Midway::sums).orElse(Tally.Sums.NONE));
            done = new HashSet<>(before.map(Midway::done).orElse(Set.of()));
        }

        /** False when its holder does not want it any more. */
        boolean everything() throws Run.Stopped {
            for (var folder : folders) {
                if (done.contains(folder.name())) continue;
                try {
                    if (!addUp(folder)) return false;
                } catch (NoSuchFolder meanwhile) {
                    // What was told of it before it went stays in the sums: a photo of what moves is blurred.
                }
                done.add(folder.name());
                put(folder, 0);
            }
            var quota = mailbox.quota();
            rows.taken(photo.id(), tally.picture(), begunAt);
            rows.seen(
                    photo.id(),
                    quota.map(one -> one.used().toBytes())
                            .orElseGet(() -> tally.whole().octets()),
                    quota.map(one -> one.limit().toBytes()).orElse(0L),
                    begunAt);
            return true;
        }

        private boolean addUp(Folder folder) throws Run.Stopped {
            var shelf = new Shelf(0, folder.name(), folder.use(), folder.uidValidity(), 0, 0, 0, 0);
            long after =
                    before.filter(one -> one.isIn(folder)).map(Midway::after).orElse(0L);
            var uids = mailbox.uids(folder.name(), after);
            for (int pages = 1; !uids.isEmpty(); pages++) {
                if (rows.find(photo.id()).isEmpty()) return false;
                mailbox.describe(
                        folder.name(), uids, message -> tally.add(shelf, masked(Item.of(shelf.id(), message))));
                after = uids.getLast();
                if (pages % PAGES == 0) put(folder, after);
                try {
                    reached();
                } catch (Run.Stopped turn) {
                    put(folder, after);
                    throw turn;
                }
                uids = mailbox.uids(folder.name(), after);
            }
            return true;
        }

        /** @param after is not looked at once the folder is among those that are done */
        private void put(Folder folder, long after) {
            rows.put(photo.id(), new Midway(begunAt, tally.sums(), done, folder.name(), folder.uidValidity(), after));
        }

        private void reached() throws Run.Stopped {
            long told = tally.whole().messages();
            long total = folders.stream().mapToLong(Folder::messages).sum();
            run.reach("", told, Math.max(told, total));
        }
    }

    /** Patients are one sender together: their addresses are their national numbers. */
    private static Item masked(Item item) {
        return item.sender().endsWith(PATIENTS) ? item.from(PATIENTS) : item;
    }
}
