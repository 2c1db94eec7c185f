package fr.balise.portal.supervisor;

import fr.balise.portal.supervisor.Instance.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Writes the configuration for the system's Postfix and Dovecot into a folder, for an operator to look at and to install: {@code postfix/},
 * {@code dovecot/}, and {@code system/} with units of systemd and the rotation of the logs. What the system runs with is never written.
 */
public final class EngineRender {
    private final Instance instance;

    public EngineRender(Instance instance) {
        this.instance = instance;
    }

    /** @throws Failure for a demo, a folder that holds something, or as root where the packages are missing */
    public void into(Path folder) throws IOException, InterruptedException {
        if (instance.kind() == Kind.DEMO)
            throw new Failure("a demo has mail servers of its own; name the folder of an installation with --data.");
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !empty(folder))
            throw new Failure(folder + " holds something already; name a folder that is new.");
        var values = EngineValues.system(instance, Account.ensure());
        var whole = Map.of(
                "dovecot", EngineFiles.dovecot(values),
                "postfix", EngineFiles.postfix(values),
                "system", EngineFiles.system(values));
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        for (var part : whole.entrySet()) {
            var place = Files.createDirectory(folder.resolve(part.getKey()));
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
            for (var file : part.getValue().entrySet())
                write(place.resolve(file.getKey()), file.getValue(), readers(part.getKey(), file.getKey()));
        }
    }

    private static boolean empty(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) return false;
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** The group that may read the file; empty for everybody. Most hold a password of the database or a key of Dovecot. */
    private static String readers(String part, String file) {
        return switch (part) {
            case "dovecot" -> file.equals("acls") ? "" : "dovecot";
            case "postfix" -> file.equals("main.cf") || file.equals("master.cf") ? "" : "postfix";
            default -> "";
        };
    }

    private static void write(Path file, String text, String readers) throws IOException, InterruptedException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
        if (!readers.isEmpty() && Account.isRoot()) Shell.run("chgrp", readers, file.toString());
        Files.setPosixFilePermissions(
                file, PosixFilePermissions.fromString(readers.isEmpty() ? "rw-r--r--" : "rw-r-----"));
    }
}
