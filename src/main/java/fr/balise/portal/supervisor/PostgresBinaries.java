package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks the PostgreSQL programs into the data folder, once per version. */
final class PostgresBinaries {
    static final String VERSION = "18.6.0";

    private PostgresBinaries() {}

    static Path folder(Path data) {
        return data.resolve("postgresql").resolve(VERSION);
    }

    static void unpackIfMissing(Path data) throws IOException {
        if (Files.exists(folder(data))) return;
        var fresh = data.resolve("postgresql").resolve(VERSION + ".new");
        Folders.delete(fresh);
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(PostgresCluster.packed()))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) unpack(tar, entry, fresh);
        }
        Files.move(fresh, folder(data));
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path fresh) throws IOException {
        var target = fresh.resolve(entry.getName()).normalize();
        if (!target.startsWith(fresh)) throw new IOException("an entry leads out of the archive");
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & 0100) != 0)
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
