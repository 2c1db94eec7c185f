package fr.balise.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.hygiene.Archives.Made;
import fr.balise.hygiene.Cleanings.Ordered;
import fr.balise.hygiene.Criteria.Flags;
import fr.balise.identity.Actor;
import fr.balise.jobs.Job;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.takeout.Export;
import fr.balise.mailbox.takeout.Exports;
import fr.balise.mailbox.takeout.MailSource;
import fr.balise.mailstore.StoredMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was chosen is taken away in a file of its own, and only then deleted: exactly that. */
@NullUnmarked
class ArchiveEngineTests extends TidiedMailbox {
    private static final String MANIFEST = "manifest-sha256.txt";

    @Autowired
    Archives archives;

    @Autowired
    Exports exports;

    @Autowired
    JdbcClient jdbc;

    private Hosted filled() {
        var mailbox = opened();
        put(mailbox, "INBOX", 1, "pdf", ago(700), "\\Seen");
        put(mailbox, "INBOX", 2, "pdf", ago(700)); // unread
        put(mailbox, "Dossier MARTIN", 3, "pdf", ago(700), "\\Seen");
        put(mailbox, "Dossier MARTIN", 4, "pdf", ago(600), "\\Seen");
        put(mailbox, "Sent", 5, "letter", ago(700), "\\Seen");
        put(mailbox, "Trash", 6, "letter", ago(700), "\\Seen");
        return mailbox;
    }

    private Archived made(Hosted mailbox, Set<Group> groups, long shown) {
        return archives.find(
                        holder,
                        mailbox,
                        ((Made.Begun) archives.make(holder, mailbox, groups, Shown.count(shown), null)).archive())
                .orElseThrow();
    }

    private Export ready(Archived archive) throws InterruptedException {
        for (int looks = 0; looks < 600; looks++) {
            var export = archives.file(holder, archive).orElseThrow();
            if (export.ready()) return export;
            var job = archives.job(export);
            assertThat(job.filter(one -> one.state() == Job.State.FAILED)).isEmpty();
            Thread.sleep(50);
        }
        throw new AssertionError("the archive did not end");
    }

    /** By path in the file. */
    private Map<String, byte[]> inside(Path file) throws IOException {
        var found = new HashMap<String, byte[]>();
        try (var outer = new ZipFile(file.toFile())) {
            for (var entry : outer.stream().toList())
                if (entry.getName().endsWith(".zip"))
                    try (var inner = new ZipInputStream(outer.getInputStream(entry))) {
                        for (var one = inner.getNextEntry(); one != null; one = inner.getNextEntry())
                            found.put(one.getName(), inner.readAllBytes());
                    }
        }
        return found;
    }

    private List<String> messageIds(Map<String, byte[]> files) {
        return files.entrySet().stream()
                .filter(one -> one.getKey().endsWith(".eml"))
                .map(one -> new String(one.getValue(), StandardCharsets.UTF_8)
                        .replaceAll("(?s).*Message-ID: (<[^>]*>).*", "$1"))
                .sorted()
                .toList();
    }

    @Test
    void exactlyWhatWasChosenIsInTheFileAndGoesOnlyOnceTheFileLeftWhole() throws Exception {
        var mailbox = filled();
        assertThat(archives.make(holder, mailbox, Set.of(Group.ATTACHMENTS), Shown.count(9), null))
                .isEqualTo(new Made.Changed());
        assertThat(archives.make(holder, mailbox, Set.of(Group.RESULTS), Shown.count(0), null))
                .isEqualTo(new Made.Nothing());
        assertThat(archives.make(holder, mailbox, Set.of(Group.ATTACHMENTS), Shown.count(3), "court"))
                .isInstanceOf(Made.Refused.class);
        assertThat(archives.of(holder, mailbox))
                .as("what was refused leaves nothing")
                .isEmpty();

        var archive = made(mailbox, Set.of(Group.ATTACHMENTS), 3);
        var export = ready(archive);
        var files = inside(exports.file(holder, export).orElseThrow());
        assertThat(messageIds(files)).containsExactly("<1@t>", "<3@t>", "<4@t>");
        assertThat(files).containsKey("index.html");
        var sums = new String(files.get(MANIFEST), StandardCharsets.UTF_8);
        for (var one : files.entrySet())
            if (one.getKey().endsWith(".eml"))
                assertThat(sums)
                        .contains(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(one.getValue())));
        assertThat(exports.mine(holder, new MailSource.Held(mailbox.id())))
                .as("not what closing a mailbox asks for")
                .isEmpty();
        var other = new Actor(holder.account() + 5000, "X", null, Set.of());
        assertThat(archives.find(other, mailbox, archive.id())).isEmpty();
        assertThat(archives.file(other, archive)).isEmpty();

        assertThat(archives.remove(holder, mailbox, archive, Shown.count(3), "archivés"))
                .isEmpty();
        exports.sent(holder, export, 0, export.size() - 1);
        assertThat(archives.remove(holder, mailbox, archive, Shown.count(3), "archivés"))
                .as("one octet is missing")
                .isEmpty();
        exports.sent(holder, export, export.size() - 1, export.size());
        assertThat(lifecycle.find(mailbox.id()).orElseThrow().retrieval())
                .as("a part is not all")
                .isNull();
        var left = archives.left(stocktaking.take(account(mailbox)), archive);
        assertThat(left.weight().messages()).isEqualTo(3);
        assertThat(left.word()).as("downloaded is not filed").isTrue();
        assertThat(archives.remove(holder, mailbox, archive, Shown.count(3), ""))
                .contains(new Ordered.ReasonNeeded());

        var before = everything(mailbox);
        var id = ((Ordered.Begun) archives.remove(holder, mailbox, archive, Shown.count(3), "archivés")
                        .orElseThrow())
                .cleaning();
        var cleaning = done(mailbox, id);
        assertThat(everything(mailbox))
                .hasSize(3)
                .anyMatch(one -> one.startsWith("INBOX <2@t>"))
                .anyMatch(one -> one.startsWith("Sent <5@t>"))
                .anyMatch(one -> one.startsWith("Trash <6@t>"));
        assertThat(archives.find(holder, mailbox, archive.id()).orElseThrow().cleaning())
                .isEqualTo(id);
        assertThat(cleanings.undo(holder, cleaning, Set.of(Group.ATTACHMENTS))).isTrue();
        assertThat(undone(mailbox, id)).isEqualTo(Job.State.DONE);
        assertThat(everything(mailbox)).isEqualTo(before);
        for (var table : List.of("archive", "archive_part"))
            assertThat(jdbc.sql("select string_agg(t::text, ' ') from hygiene." + table + " as t")
                            .query(String.class)
                            .single())
                    .doesNotContain("MARTIN", HexFormat.of().formatHex("MARTIN".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatChangedSinceItWasArchivedStays() throws Exception {
        var mailbox = filled();
        var archive = made(mailbox, Set.of(Group.ATTACHMENTS), 3);
        var export = ready(archive);
        exports.sent(holder, export, 0, export.size());
        try (var program = store.open(account(mailbox))) {
            var uids = new ArrayList<Long>();
            program.list("Dossier MARTIN", 0, (StoredMessage message) -> uids.add(message.uid()));
            program.flag("Dossier MARTIN", uids.subList(0, 1), Set.of("\\Flagged"), Set.of());
            program.move("Dossier MARTIN", uids.subList(1, 2), "INBOX"); // under another number now
        }
        put(mailbox, "INBOX", 7, "pdf", ago(700), "\\Seen"); // of the same group, in no file
        assertThat(archives.remove(holder, mailbox, archive, Shown.count(3), "archivés"))
                .contains(new Ordered.Changed());
        var left = archives.left(stocktaking.take(account(mailbox)), archive);
        assertThat(left.weight().messages()).isOne();
        var id = ((Ordered.Begun) archives.remove(holder, mailbox, archive, Shown.count(1), "archivés")
                        .orElseThrow())
                .cleaning();
        done(mailbox, id);
        assertThat(everything(mailbox)).hasSize(6).noneMatch(one -> one.contains("<1@t>"));
    }

    @Test
    void whatWasSearchedIsArchivedUnreadOnesOnlyWhereTheyWereAskedFor() throws Exception {
        var mailbox = filled();
        var unread = new Criteria(
                null, null, null, "@peer", 0, null, new Flags(false, null, null, null, null, null), "", Set.of());
        var begun = (Made.Begun) archives.make(holder, mailbox, unread, Shown.count(1), null);
        var archive = archives.find(holder, mailbox, begun.archive()).orElseThrow();
        var export = ready(archive);
        assertThat(messageIds(inside(exports.file(holder, export).orElseThrow())))
                .containsExactly("<2@t>");
        exports.sent(holder, export, 0, export.size());
        assertThat(archives.remove(holder, mailbox, archive, Shown.count(1), "archivés"))
                .containsInstanceOf(Ordered.Begun.class);
    }

    @Test
    void onceItsFileIsGoneAnArchiveIsForgotten() throws Exception {
        var mailbox = filled();
        var archive = made(mailbox, Set.of(Group.TRASH), 1);
        ready(archive);
        jdbc.sql("update hygiene.archive set made_at = made_at - interval '8 days' where id = :id")
                .param("id", archive.id())
                .update();
        archives.sweep();
        assertThat(archives.find(holder, mailbox, archive.id())).isPresent();
        jdbc.sql("update mailbox.export set gone_at = now() where selection = :id")
                .param("id", archive.id())
                .update();
        archives.sweep();
        assertThat(archives.find(holder, mailbox, archive.id())).isEmpty();
    }
}
