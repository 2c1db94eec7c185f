package fr.balise.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/**
 * A key of this installation: a file of the data folder, for its owner alone, beside the database and in no table. All copies of Balise need
 * the same file; it is in the backup.
 *
 * @param made the octets of a fresh key
 */
public record KeyFile(Path file, Supplier<byte[]> made) {

    /** The key, made when it is first asked for. @throws UncheckedIOException when it can be neither read nor made */
    public byte[] octets() {
        try {
            if (!Files.exists(file)) make();
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the key " + file.getFileName() + " cannot be read", e);
        }
    }

    /** Whole or not at all, and never in place of one that is there: of two copies of Balise the faster one's counts. */
    private void make() throws IOException {
        Files.createDirectories(file.getParent());
        var fresh = Files.createTempFile(
                file.getParent(),
                "." + file.getFileName(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.write(fresh, made.get());
            put(fresh);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private void put(Path fresh) throws IOException {
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException faster) {
            return;
        } catch (UnsupportedOperationException linkless) {
            Files.move(fresh, file);
        }
    }
}
