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

    /** Reads everything once. @throws Failure at the first piece that is not as it was written */
    void verify() throws IOException {
        for (var table : manifest.tables()) verify(table.piece());
        for (var piece : manifest.files()) verify(piece);
    }

    private void verify(Manifest.Piece piece) throws IOException {
        var digest = new DigestingStream(OutputStream.nullOutputStream());
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

    /**
     * Lays the files below {@code data}; a name that leads elsewhere is refused. Erasures that {@code data} knows are kept, whenever it is
     * cut off.
     */
    void unpackFiles(Path data) throws IOException {
        for (var piece : manifest.files()) {
            var target =
                    data.resolve(piece.entry().substring("files/".length())).normalize();
            if (!piece.entry().startsWith("files/") || !target.startsWith(data)) throw notWhole();
            Files.createDirectories(target.getParent());
            if (target.equals(data.resolve(Erasures.JOURNAL))) {
                try (var in = open(piece)) {
                    Erasures.add(target, in);
                }
                continue;
            }
            try (var in = open(piece)) {
                Files.copy(in, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
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
