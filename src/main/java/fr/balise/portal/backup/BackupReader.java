package fr.balise.portal.backup;

import fr.balise.portal.supervisor.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Opens a backup, and trusts none of it before all was compared with its manifest. */
final class BackupReader implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FILES = "files/";
    private static final int LARGEST_MANIFEST = 256 * 1024 * 1024;

    private final ZipFile zip;
    private final Manifest manifest;

    /** @throws Failure when it is not a whole backup of a format that this version reads */
    BackupReader(Path file) throws IOException {
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException broken) {
            throw notWhole();
        }
        manifest = manifest();
    }

    private Manifest manifest() throws IOException {
        var entry = zip.getEntry(Manifest.ENTRY);
        if (entry == null || entry.getSize() > LARGEST_MANIFEST) throw notWhole();
        try (var in = zip.getInputStream(entry)) {
            var read = JSON.readValue(in, Manifest.class);
            if (read.format() != Manifest.FORMAT)
                throw new Failure("this backup was made by a newer Balise; restore it with that version.");
            return read;
        } catch (JacksonException broken) {
            throw notWhole();
        }
    }

    Manifest held() {
        return manifest;
    }

    /** Reads all rows once; files are compared when they are unpacked. @throws Failure at the first that are not as they were written */
    void verifyRows() throws IOException {
        for (var table : manifest.tables()) verified(table.piece(), OutputStream.nullOutputStream());
    }

    private void verified(Manifest.Piece piece, OutputStream out) throws IOException {
        var digest = new DigestingStream(out);
        try (var in = open(piece)) {
            in.transferTo(digest);
        } catch (ZipException damaged) {
            throw notWhole();
        }
        if (!digest.piece(piece.entry()).equals(piece)) throw notWhole();
    }

    InputStream open(Manifest.Piece piece) throws IOException {
        var entry = zip.getEntry(piece.entry());
        if (entry == null) throw notWhole();
        return zip.getInputStream(entry);
    }

    /** Lays the files below {@code staging}, each compared with the manifest; a name that leads elsewhere is refused. */
    void unpackFiles(Path staging) throws IOException {
        Files.createDirectories(staging);
        for (var piece : manifest.files()) {
            if (!piece.entry().startsWith(FILES)) throw notWhole();
            var target =
                    staging.resolve(piece.entry().substring(FILES.length())).normalize();
            if (!target.startsWith(staging) || target.equals(staging)) throw notWhole();
            Files.createDirectories(target.getParent());
            try (var out = Files.newOutputStream(target)) {
                verified(piece, out);
            }
        }
    }

    private static Failure notWhole() {
        return new Failure("this file is not a whole backup of Balise; nothing was changed. Take another copy.");
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
