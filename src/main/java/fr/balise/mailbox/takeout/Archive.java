package fr.balise.mailbox.takeout;

import fr.balise.mailbox.takeout.ZipForms.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The file that is downloaded, while it grows: a ZIP whose entries are ZIPs, {@code courrier-01.zip} and so on, each encrypted as a whole.
 * Names of folders and attachments are inside: a ZIP hides the content of its entries, not their names. Can be cut back to any
 * {@link Place} that was noted.
 */
final class Archive implements AutoCloseable {
    static final String FILE = "export.zip";

    /** No part needs the large form of a list. */
    private static final int PART_ENTRIES = 60_000;

    private static final int BUFFER = 1 << 16;

    /** Neither whoever fetches nor whoever writes waits for the disk. */
    private static final Executor FORCING =
            force -> Thread.ofPlatform().daemon().name("export-force").start(force);

    private static final SecureRandom RANDOM = new SecureRandom();

    final SideFile manifest;
    final SideFile rows;
    final SideFile contents;
    final SideFile folders;

    private final Path folder;
    private final SideFile outer;
    private final Press press;
    private final Deque<byte[]> spare = new ArrayDeque<>();
    private final SideFile directory;
    private final SideFile parts;
    private final @Nullable String passphrase;
    private final LocalDateTime at;
    private final long partOctets;

    private int part;
    private long partAt;
    private long inner;
    private int entries;
    private long directoryFrom;
    private long rowsFrom;
    private @Nullable AesStream aes;
    private CRC32 crc = new CRC32();
    private Press.Treatment treatment = crc::update;

    /**
     * @param passphrase null for a file that anybody can open
     * @param partOctets after which a part ends: what a turn must read again stays small, and no part needs the 4 GB form
     */
    Archive(Path folder, Place place, @Nullable String passphrase, LocalDateTime at, long partOctets)
            throws IOException {
        this.folder = folder;
        this.passphrase = passphrase;
        this.at = at;
        this.partOctets = partOctets;
        Files.deleteIfExists(spool());
        outer = new SideFile(folder.resolve(FILE), place.outer());
        directory = new SideFile(folder.resolve("directory"), place.directory());
        parts = new SideFile(folder.resolve("parts"), place.parts());
        manifest = new SideFile(folder.resolve("manifest"), place.manifest());
        rows = new SideFile(folder.resolve("rows"), place.rows());
        contents = new SideFile(folder.resolve("contents"), place.contents());
        folders = new SideFile(folder.resolve("folders"), place.folders());
        part = place.part();
        partAt = place.partAt();
        inner = place.inner();
        entries = place.entries();
        directoryFrom = place.directoryFrom();
        rowsFrom = place.rowsFrom();
        if (partAt > 0) goOn();
        press = new Press(outer);
    }

    Spooled item() {
        return new Spooled(spool(), spare);
    }

    private Path spool() {
        return folder.resolve("item");
    }

    /** Adds an item, and its sum to the manifest. */
    void add(String path, Spooled item) throws IOException {
        add(path, item, at, true);
    }

    /** @param time that the file has when it is unpacked */
    void add(String path, Spooled item, LocalDateTime time) throws IOException {
        add(path, item, time, true);
    }

    void addManifest() throws IOException {
        try (var item = item()) {
            manifest.read(0).transferTo(item);
            manifest.atEnd();
            add("manifest-sha256.txt", item, at, false);
        }
    }

    private void add(String path, Spooled item, LocalDateTime time, boolean listed) throws IOException {
        if (partAt > 0 && (inner > partOctets || entries >= PART_ENTRIES)) endPart();
        if (partAt == 0) beginPart();
        var entry = new Entry(path, item.crc(), item.size(), item.size(), inner, false, time);
        put(ZipForms.small(entry));
        item.into(this::put);
        directory.write(ZipForms.central(entry, false));
        entries++;
        if (listed) manifest.line(item.sha256Hex() + "  " + path);
    }

    /** What anybody may read: how to open the rest. The first thing in the file. */
    void readMe(String name, String text) throws IOException {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        var sum = new CRC32();
        sum.update(octets);
        var entry = new Entry(name, sum.getValue(), octets.length, octets.length, press.length(), false, at);
        plain(ZipForms.small(entry));
        plain(octets);
        parts.write(ZipForms.central(entry, false));
    }

    private static String name(int part) {
        return "courrier-%02d.zip".formatted(part);
    }

    private boolean encrypted() {
        return passphrase != null;
    }

    private void beginPart() throws IOException {
        part++;
        partAt = press.length();
        inner = 0;
        entries = 0;
        crc = new CRC32();
        treatment = crc::update;
        directoryFrom = directory.length();
        plain(ZipForms.large(new Entry(name(part), 0, 0, 0, partAt, encrypted(), at)));
        if (passphrase == null) return;
        var salt = new byte[AesStream.SALT];
        RANDOM.nextBytes(salt);
        var fresh = new AesStream(passphrase, salt);
        plain(salt);
        plain(fresh.verifier());
        aes = fresh;
        treatment = fresh::encrypt;
    }

    /** A new turn: the key again, and the sums over what stands there already. */
    private void goOn() throws IOException {
        long from = partAt + ZipForms.large(new Entry(name(part), 0, 0, 0, partAt, encrypted(), at)).length;
        try (var there = Files.newInputStream(folder.resolve(FILE))) {
            there.skipNBytes(from);
            if (passphrase != null) {
                var again = new AesStream(passphrase, there.readNBytes(AesStream.SALT));
                aes = again;
                treatment = again::encrypt;
                there.skipNBytes(AesStream.VERIFIER);
            }
            var buffer = new byte[BUFFER];
            long rest = inner;
            while (rest > 0) {
                int n = there.readNBytes(buffer, 0, (int) Math.min(buffer.length, rest));
                if (n == 0) throw new IOException("the export is shorter than noted");
                if (aes == null) crc.update(buffer, 0, n);
                else aes.pass(buffer, 0, n);
                rest -= n;
            }
        }
    }

    private void put(InputStream octets) throws IOException {
        var buffer = new byte[BUFFER];
        for (int n = octets.read(buffer); n >= 0; n = octets.read(buffer)) put(buffer, n);
    }

    private void put(byte[] octets) throws IOException {
        put(octets, octets.length);
    }

    private void put(byte[] octets, int length) throws IOException {
        press.put(octets, 0, length, treatment);
        inner += length;
    }

    /** Not part of an entry's content. */
    private void plain(byte[] octets) throws IOException {
        press.put(octets, 0, octets.length, null);
    }

    private void endPart() throws IOException {
        long list = inner;
        long length = directory.length() - directoryFrom;
        try (var records = Files.newInputStream(folder.resolve("directory"))) {
            records.skipNBytes(directoryFrom);
            put(records);
        }
        put(ZipForms.end(entries, length, list));
        press.settle();
        long packed = inner;
        if (aes != null) {
            plain(aes.end());
            packed += AesStream.SALT + AesStream.VERIFIER + AesStream.MAC;
        }
        var sum = aes == null ? crc.getValue() : 0;
        outer.patch(partAt + ZipForms.CRC_AT, ZipForms.crc(sum));
        outer.patch(partAt + ZipForms.sizesAt(name(part)), ZipForms.sizes(inner, packed));
        parts.write(ZipForms.central(new Entry(name(part), sum, inner, packed, partAt, encrypted(), at), true));
        partAt = 0;
        aes = null;
    }

    /** Nothing can be added after it. */
    void finish() throws IOException {
        if (partAt > 0) endPart();
        long list = press.length();
        try (var records = Files.newInputStream(folder.resolve("parts"))) {
            var buffer = new byte[BUFFER];
            for (int n = records.read(buffer); n >= 0; n = records.read(buffer)) press.put(buffer, 0, n, null);
        }
        plain(ZipForms.end(part + 1L, parts.length(), list));
        press.settle();
        outer.force();
    }

    /** The rows collected since the last page. */
    void copyRows(OutputStream out) throws IOException {
        rows.read(rowsFrom).transferTo(out);
        rows.atEnd();
        rowsFrom = rows.length();
    }

    long length() {
        return press.length();
    }

    /** Done when all that was added so far is on the disk: a {@link #place} of now can then be gone on from. Others may be added meanwhile. */
    CompletableFuture<Void> safe() {
        return press.written().thenRunAsync(this::force, FORCING);
    }

    private void force() {
        try {
            forceAll();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void forceAll() throws IOException {
        outer.force();
        for (var file : new SideFile[] {directory, parts, manifest, rows, contents, folders}) file.force();
    }

    Place place(Place reading) {
        return new Place(
                reading.phase(),
                reading.folder(),
                reading.after(),
                reading.messages(),
                reading.octets(),
                press.length(),
                part,
                partAt,
                inner,
                entries,
                directory.length(),
                directoryFrom,
                parts.length(),
                manifest.length(),
                rows.length(),
                rowsFrom,
                reading.rowCount(),
                reading.page(),
                contents.length(),
                folders.length());
    }

    @Override
    public void close() throws IOException {
        press.close();
        try (outer;
                directory;
                parts;
                manifest;
                rows;
                contents;
                folders) {
            Files.deleteIfExists(spool());
        }
    }
}
