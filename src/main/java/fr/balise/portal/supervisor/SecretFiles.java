package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The random secrets of an instance, each a file for its owner alone; those named as a property are read by Spring. */
final class SecretFiles {
    private static final int OCTETS = 24;

    private final Path folder;

    SecretFiles(Path data) {
        this.folder = data.resolve("secrets");
    }

    boolean exists(String name) {
        return Files.exists(place(name));
    }

    Path place(String name) {
        return folder.resolve(name);
    }

    /** The secret of that name, made where there is none. */
    String named(String name) throws IOException {
        if (!exists(name)) {
            fresh(name);
            keepFresh(name);
        }
        return Files.readString(folder.resolve(name)).strip();
    }

    /** A secret that counts only once {@link #keepFresh} was called: what it is for may fail before. */
    String fresh(String name) throws IOException {
        if (!Files.exists(folder))
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var random = new byte[OCTETS];
        new SecureRandom().nextBytes(random);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        var file = waiting(name);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, secret);
        return secret;
    }

    void keepFresh(String name) throws IOException {
        Files.move(waiting(name), folder.resolve(name), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    /** Beside the folder's own files: every file in it is read as a property. */
    private Path waiting(String name) {
        return folder.resolveSibling("." + name + ".new");
    }
}
