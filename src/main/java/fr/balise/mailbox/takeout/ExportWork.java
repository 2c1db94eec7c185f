package fr.balise.mailbox.takeout;

import fr.balise.jobs.Job;
import fr.balise.jobs.Run;
import fr.balise.jobs.Work;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Transfer;
import fr.balise.mailbox.lifecycle.Transfers;
import fr.balise.mailbox.takeout.Index.Row;
import fr.balise.mailstore.ElsewhereConnections;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.OpenMailbox;
import fr.balise.mailstore.OpenMailbox.Envelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Makes the file of an export, message by message; after a kill it goes on at the last place, with memory that stays flat. */
@Component
class ExportWork implements Work {
    static final String KIND = "mailbox.export";

    /** Where a server does not say which UID comes next: above all that there are [RFC9051 9]. */
    private static final long ABOVE_ALL = 0x1_0000_0000L;

    private static final int ROWS_PER_PAGE = 1_000;

    /** Of a selection, read at once. */
    private static final int UIDS = 1_000;

    /** Later looks at folders of one export: where mail comes faster than it is read, the end comes all the same. */
    private static final int MOST_LATE = 200;

    /** A volume of an mbox, made before it is added. */
    private static final long VOLUME = 256L << 20;

    /** Beyond it attachments are left in their message: taking them apart needs the whole in memory. */
    private static final long LARGEST_TAKEN_APART = 48L << 20;

    private final ExportRows rows;
    private final Sources sources;
    private final ObjectProvider<Selected> selected;
    private final Lifecycle lifecycle;
    private final Transfers transfers;
    private final ElsewhereConnections connections;
    private final SealKey key;
    private final TakeoutSettings settings;
    private final MailboxSettings mailboxes;
    private final InstantSource clock;

    ExportWork(
            ExportRows rows,
            Sources sources,
            ObjectProvider<Selected> selected,
            Lifecycle lifecycle,
            Transfers transfers,
            ElsewhereConnections connections,
            SealKey key,
            TakeoutSettings settings,
            MailboxSettings mailboxes,
            InstantSource clock) {
        this.rows = rows;
        this.sources = sources;
        this.selected = selected;
        this.lifecycle = lifecycle;
        this.transfers = transfers;
        this.connections = connections;
        this.key = key;
        this.settings = settings;
        this.mailboxes = mailboxes;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(Run run) throws Exception {
        var found = rows.find(Long.parseLong(run.job().input()));
        if (found.isEmpty()) return new Outcome.GivenUp("mailbox.takeout.failed.gone");
        var export = found.get();
        if (export.ready()) return new Outcome.Done("");
        var folder = settings.folder().resolve(export.folder());
        var no = refused(export);
        if (no != null) {
            delete(folder); // nobody will ever be given what is in it
            return new Outcome.GivenUp(no);
        }
        try {
            return made(new WhileAllowed(run, () -> refused(export)), export, folder);
        } catch (GaveUp ended) {
            return new Outcome.GivenUp(ended.why());
        } catch (WhileAllowed.NoLonger stopped) {
            delete(folder);
            return new Outcome.GivenUp(stopped.why());
        }
    }

    /** Asked at each step: what was allowed when it was ordered may not be any more. Null if nothing stands in the way. */
    private @Nullable String refused(Export export) {
        return switch (export.source()) {
            case MailSource.Held(var id) -> {
                var mailbox = lifecycle.find(id).orElseThrow();
                if (mailbox.suspension() != null) yield "mailbox.copy.refused.suspended";
                yield refused(transfers.ask(Transfer.Use.EXPORT, mailbox, null));
            }
            case MailSource.Elsewhere one -> {
                if (connections.since(export.owner(), one.address()).isEmpty()) yield Sources.DISCONNECTED;
                yield refused(transfers.askElsewhere(Transfer.Use.EXPORT, one.address(), null));
            }
        };
    }

    private static @Nullable String refused(Transfer transfer) {
        return transfer.allowed() ? null : "mailbox.takeout.failed.not-allowed";
    }

    private Outcome made(Run run, Export export, Path folder) throws IOException, Run.Stopped {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var place = Place.read(run.job().place());
        var chosen = chosen(export.selection());
        if (chosen != null && chosen.isEmpty()) return new Outcome.GivenUp("mailbox.takeout.failed.gone");
        var at = LocalDateTime.ofInstant(export.createdAt(), mailboxes.zone());
        try (var open = sources.open(export.owner(), export.source());
                var archive = new Archive(
                        folder, place, passphrase(export), at, settings.part().toBytes())) {
            var turn = new Turn(run, export, sources.address(export.source()), chosen, open, archive, place);
            if (place.folders() == 0 && !turn.begin()) return new Outcome.GivenUp("mailbox.takeout.failed.space");
            turn.goOn();
            rows.ready(export.id(), archive.length(), clock.instant().plus(settings.keep()));
        }
        tidy(folder);
        return new Outcome.Done("");
    }

    /** By the name of their folder; null for everything. */
    private @Nullable Map<String, Selected.Chosen> chosen(@Nullable Long selection) {
        if (selection == null) return null;
        return selected.getObject().of(selection).stream()
                .collect(Collectors.toMap(Selected.Chosen::folder, one -> one, (one, _) -> one, LinkedHashMap::new));
    }

    private @Nullable String passphrase(Export export) {
        var sealed = rows.sealed(export.id());
        return sealed == null ? null : key.open(sealed, Long.toString(export.id()));
    }

    /** Only the file itself is left. */
    private static void tidy(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.filter(f -> !f.endsWith(Archive.FILE)).toList()) Files.delete(file);
        }
    }

    @Override
    public void undo(Job job) throws IOException {
        var export = rows.find(Long.parseLong(job.input()));
        if (export.isEmpty()) return;
        delete(settings.folder().resolve(export.get().folder()));
        rows.gone(export.get().id(), clock.instant());
    }

    static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return;
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }

    /** How many octets an export needs on the disk, at most. */
    static long needed(long octets, boolean mbox, boolean attachments) {
        long all = octets + (mbox ? octets + VOLUME : 0) + (attachments ? octets : 0);
        return all + all / 10 + (16L << 20);
    }

    /**
     * @param ended above the UIDs that are taken: what arrives later is not waited for
     * @param validity under which they were given; 0 in exports begun before it was noted
     * @param from where a later look at the same folder begins; 0 for the first look
     */
    private record Taken(String name, long ended, long messages, long octets, long validity, long from) {
        boolean late() {
            return from > 0;
        }
    }

    private final class Turn {
        private final Run run;
        private final Export export;
        private final MailAddress address;
        private final @Nullable Map<String, Selected.Chosen> chosen;
        private final OpenMailbox open;
        private final Archive archive;
        private final List<Taken> folders = new ArrayList<>();
        private Place at;
        private long lastStep = System.nanoTime();
        private @Nullable Step step;
        private long total;

        /** How far it was when the step began; noted when that is on the disk. */
        private record Step(String place, long messages, CompletableFuture<Void> safe) {}

        Turn(
                Run run,
                Export export,
                MailAddress address,
                @Nullable Map<String, Selected.Chosen> chosen,
                OpenMailbox open,
                Archive archive,
                Place place) {
            this.run = run;
            this.export = export;
            this.address = address;
            this.chosen = chosen;
            this.open = open;
            this.archive = archive;
            this.at = place;
        }

        /** The folders, noted once: those that are made later belong to no export. False if the disk has no room. */
        boolean begin() throws IOException, Run.Stopped {
            var found = chosen == null ? open.folders() : List.<MailStore.Folder>of();
            long octets = chosen == null
                    ? found.stream().mapToLong(f -> f.size().toBytes()).sum()
                    : chosen.values().stream()
                            .mapToLong(Selected.Chosen::octets)
                            .sum();
            long room = Files.getFileStore(settings.folder()).getUsableSpace()
                    - settings.freeSpace().toBytes();
            if (needed(octets, export.withMbox(), export.withAttachments()) > room) return false;
            archive.readMe("LISEZ-MOI.txt", ReadMe.text(export.encrypted()));
            for (var folder : found) line(folder, folder.messages(), 0);
            if (chosen != null) for (var one : chosen.values()) line(one);
            archive.contents.write(Index.indexHead(
                            address.toString(),
                            export.createdAt()
                                    .atZone(mailboxes.zone())
                                    .toLocalDate()
                                    .toString())
                    .getBytes(StandardCharsets.UTF_8));
            readFolders();
            step();
            return true;
        }

        private void line(MailStore.Folder folder, long messages, long from) throws IOException {
            archive.folders.line(
                    Base64.getEncoder().encodeToString(folder.name().getBytes(StandardCharsets.UTF_8))
                            + " " + end(folder) + " " + messages + " "
                            + folder.size().toBytes() + " " + folder.uidValidity() + (from > 0 ? " " + from : ""));
        }

        private void line(Selected.Chosen one) throws IOException {
            archive.folders.line(Base64.getEncoder().encodeToString(one.folder().getBytes(StandardCharsets.UTF_8))
                    + " " + (one.uids().getLast() + 1) + " " + one.uids().size() + " " + one.octets() + " "
                    + one.uidValidity());
        }

        private static long end(MailStore.Folder folder) {
            return folder.uidNext() > 0 ? folder.uidNext() : ABOVE_ALL;
        }

        /**
         * What its holder, or a filter, moved or renamed while the folders were read one after the other would be in none of them: what is
         * new anywhere is read as well, until nothing is. @return whether there is more
         */
        private boolean isMore() throws IOException, Run.Stopped {
            if (chosen != null) return false; // what was moved meanwhile has another number, and is not meant
            if (folders.stream().filter(Taken::late).count() >= MOST_LATE) return false;
            boolean more = false;
            for (var folder : open.folders()) {
                long known = folders.stream()
                        .filter(one -> one.name().equals(folder.name())
                                && (one.validity() == 0 || one.validity() == folder.uidValidity()))
                        .mapToLong(Taken::ended)
                        .max()
                        .orElse(1);
                if (folder.messages() == 0 || end(folder) <= known) continue;
                long there = 0;
                for (var uids = open.uids(folder.name(), known - 1);
                        !uids.isEmpty();
                        uids = open.uids(folder.name(), uids.getLast())) there += uids.size();
                if (there == 0) continue;
                line(folder, there, known);
                more = true;
            }
            if (!more) return false;
            readFolders();
            step();
            return true;
        }

        private void readFolders() throws IOException {
            folders.clear();
            try (var lines =
                    Files.lines(settings.folder().resolve(export.folder()).resolve("folders"))) {
                lines.map(line -> line.split(" "))
                        .map(w -> new Taken(
                                new String(Base64.getDecoder().decode(w[0]), StandardCharsets.UTF_8),
                                Long.parseLong(w[1]),
                                Long.parseLong(w[2]),
                                Long.parseLong(w[3]),
                                w.length > 4 ? Long.parseLong(w[4]) : 0,
                                w.length > 5 ? Long.parseLong(w[5]) : 0))
                        .forEach(folders::add);
            }
            total = folders.stream().mapToLong(Taken::messages).sum() * (export.withMbox() ? 2 : 1);
        }

        void goOn() throws IOException, Run.Stopped {
            readFolders();
            if (at.phase() == 0) {
                do for (int n = at.folder(); n < folders.size(); n++) messages(n, folders.get(n));
                while (isMore());
                at = phase(export.withMbox() ? 1 : 2);
                step();
            }
            if (at.phase() == 1) {
                for (int n = at.folder(); n < folders.size(); n++) mbox(n, folders.get(n));
                at = phase(2);
                step();
            }
            archive.contents.write(Index.INDEX_FOOT.getBytes(StandardCharsets.UTF_8));
            try (var index = archive.item()) {
                archive.contents.read(0).transferTo(index);
                archive.contents.atEnd();
                archive.add("index.html", index);
            }
            archive.addManifest();
            archive.finish();
        }

        private Place phase(int phase) {
            return new Place(phase, 0, 0, at.messages(), at.octets(), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0);
        }

        private Place reading(int folder, long after, long messages, long octets, int rowCount, int page) {
            return new Place(
                    at.phase(), folder, after, messages, octets, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, rowCount, page, 0, 0);
        }

        private void messages(int n, Taken folder) throws IOException, Run.Stopped {
            var label = label(n, folder);
            if (at.folder() != n) at = reading(n, 0, at.messages(), at.octets(), 0, 1);
            while (true) {
                long after;
                try {
                    var uids = uids(folder, Math.max(at.after(), folder.from() - 1));
                    if (uids.isEmpty()) break;
                    open.read(folder.name(), uids, (envelope, octets) -> message(n, label, envelope, octets));
                    after = uids.getLast();
                } catch (UncheckedStop stop) {
                    throw stop.stopped;
                } catch (MailStore.NoSuchFolder removed) {
                    if (chosen != null) throw new GaveUp("mailbox.takeout.failed.renumbered");
                    break; // meanwhile, by its holder: under another name it is found in the end
                }
                at = reading(n, after, at.messages(), at.octets(), at.rowCount(), at.page());
                stepNowAndThen();
            }
            asNumbered(folder);
            endPage(n, label, title(folder), true);
            archive.contents.line(Index.folder(title(folder), folder.messages(), "index/" + label + "-1.html"));
            at = reading(n + 1, 0, at.messages(), at.octets(), 0, 1);
        }

        private void message(int n, String label, Envelope envelope, java.io.InputStream octets) throws IOException {
            long uid = envelope.uid();
            var path = "messages/" + label + "/%08d.eml".formatted(uid);
            var attachments = new ArrayList<String>();
            try (var item = archive.item()) {
                item.take(octets);
                archive.add(path, item, LocalDateTime.ofInstant(envelope.received(), mailboxes.zone()));
                Parsed.Head head;
                try (var again = item.read()) {
                    head = Parsed.head(again);
                }
                if (export.withAttachments() && item.size() <= LARGEST_TAKEN_APART) {
                    byte[] whole;
                    try (var again = item.read()) {
                        whole = again.readAllBytes();
                    }
                    attachments(label, uid, whole, attachments);
                }
                archive.rows.line(
                        Index.row(new Row(head.date(), head.from(), head.subject(), item.size(), path, attachments)));
                at = reading(n, uid, at.messages() + 1, at.octets() + item.size(), at.rowCount() + 1, at.page());
            }
            if (at.rowCount() >= ROWS_PER_PAGE) endPage(n, label, folders.get(n).name(), false);
            try {
                stepNowAndThen();
            } catch (Run.Stopped stopped) {
                throw new UncheckedStop(stopped);
            }
        }

        private void attachments(String label, long uid, byte[] whole, List<String> paths) throws IOException {
            Parsed.attachments(new java.io.ByteArrayInputStream(whole), (name, octets) -> {
                var path = "pieces-jointes/" + label
                        + "/%08d-%d-%s".formatted(uid, paths.size() + 1, Names.safe(name, "piece-jointe"));
                try (var item = archive.item()) {
                    try {
                        octets.transferTo(item);
                    } catch (IOException illegible) {
                        return; // its coding is broken: it stays in its message
                    }
                    archive.add(path, item);
                    paths.add(path);
                }
            });
        }

        /** What stands in the rows becomes a page of the index. */
        private void endPage(int n, String label, String folder, boolean last) throws IOException {
            if (at.rowCount() == 0 && at.page() > 1 && last) return;
            try (var page = archive.item()) {
                page.write(Index.pageHead(folder, at.page()).getBytes(StandardCharsets.UTF_8));
                archive.copyRows(page);
                page.write(Index.pageFoot(at.page(), last, label + "-" + (at.page() + 1) + ".html")
                        .getBytes(StandardCharsets.UTF_8));
                archive.add("index/" + label + "-" + at.page() + ".html", page);
            }
            at = reading(n, at.after(), at.messages(), at.octets(), 0, at.page() + 1);
        }

        private void mbox(int n, Taken folder) throws IOException, Run.Stopped {
            if (at.folder() != n) at = reading(n, 0, at.messages(), at.octets(), 0, 1);
            while (at.after() < folder.ended() - 1 && folder.messages() > 0) {
                var label = label(n, folder);
                asNumbered(folder);
                try (var volume = archive.item()) {
                    long after = Math.max(at.after(), folder.from() - 1);
                    var taken = new long[1];
                    while (after < folder.ended() - 1 && volume.size() < VOLUME) {
                        try {
                            var uids = uids(folder, after);
                            open.read(folder.name(), uids, (envelope, octets) -> {
                                Mbox.write(envelope, octets, volume);
                                taken[0]++;
                            });
                            after = uids.isEmpty() ? folder.ended() : uids.getLast();
                        } catch (MailStore.NoSuchFolder removed) {
                            after = folder.ended();
                        }
                    }
                    archive.add("mbox/" + label + "-" + at.page() + ".mbox", volume);
                    at = reading(n, after, at.messages() + taken[0], at.octets(), 0, at.page() + 1);
                }
                step();
            }
        }

        private static String title(Taken folder) {
            return folder.late() ? folder.name() + " (suite)" : folder.name();
        }

        private String label(int n, Taken folder) {
            return "%03d-%s".formatted(n + 1, Names.safe(folder.name(), "dossier"));
        }

        private List<Long> uids(Taken folder, long after) {
            if (chosen != null)
                return Objects.requireNonNull(chosen.get(folder.name())).uids().stream()
                        .filter(uid -> uid > after)
                        .limit(UIDS)
                        .toList();
            return open.uids(folder.name(), after).stream()
                    .takeWhile(uid -> uid < folder.ended())
                    .toList();
        }

        /** A folder that was numbered anew since would be taken in part only, and nobody would know. */
        private void asNumbered(Taken folder) {
            if (folder.validity() == 0) return;
            try {
                if (open.uidValidity(folder.name()) != folder.validity())
                    throw new GaveUp("mailbox.takeout.failed.renumbered");
            } catch (MailStore.NoSuchFolder removed) {
                // As when it is read.
            }
        }

        /** One step is on its way to the disk while the next is fetched; a disk that is slower than that is waited for. */
        private void stepNowAndThen() throws IOException, Run.Stopped {
            boolean due = System.nanoTime() - lastStep > settings.step().toNanos();
            if (step != null && (due || step.safe().isDone())) reached();
            if (step == null && due) begun();
        }

        private void step() throws IOException, Run.Stopped {
            step = null; // what it would note is noted by this one
            begun();
            reached();
        }

        private void begun() {
            lastStep = System.nanoTime();
            step = new Step(archive.place(at).written(), at.messages(), archive.safe());
        }

        private void reached() throws IOException, Run.Stopped {
            var last = Objects.requireNonNull(step);
            step = null;
            Press.waitFor(last.safe());
            // What a server announces of its sizes may be less than what it sends.
            if (Files.getFileStore(settings.folder()).getUsableSpace()
                    < settings.freeSpace().toBytes() / 2) throw new GaveUp("mailbox.takeout.failed.space");
            run.reach(last.place(), last.messages(), total, "mailbox.takeout.words");
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
