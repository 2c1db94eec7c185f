package fr.balise.portal.cli;

import fr.balise.portal.supervisor.Failure;
import fr.balise.portal.supervisor.RestoreTraces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.zip.ZipFile;

/** {@code backup FILE}: written beside under a name of its own, and put in place only when it is whole. Its owner alone may read it. */
final class BackupCommand {
    private final Places places;

    BackupCommand(Places places) {
        this.places = places;
    }

    int run(Arguments arguments) throws IOException, InterruptedException {
        var file = Path.of(arguments.exactly(1, "backup FILE").getFirst()).toAbsolutePath();
        var folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) throw new Failure("there is no folder for " + file);
        if (Files.exists(file) && !Question.yes(arguments, file + " exists. Replace it?")) return 1;
        var instance = places.existing(arguments);
        new RestoreTraces(instance.data()).refuse();
        var fresh = Files.createTempFile(
                folder,
                ".balise-backup",
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var admin = new AdminClient(instance)) {
            try (var in = admin.stream("backup", Map.of())) {
                Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            checkWhole(fresh);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
        System.err.printf("balise: saved in %s (%,d KB)%n", file, Files.size(file) / 1024);
        return 0;
    }

    private static void checkWhole(Path fresh) throws IOException {
        try (var zip = new ZipFile(fresh.toFile())) {
            if (zip.getEntry("manifest.json") != null) return;
        } catch (java.util.zip.ZipException cut) {
            // told below
        }
        throw new Failure("the backup broke off; nothing was written. See balise.log of the instance.");
    }
}
