package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Makes what Postfix needs, as root, in a folder that nobody else may change. */
final class PostfixFolder {
    private final Instance instance;
    private final Account account;

    PostfixFolder(Instance instance, Account account) {
        this.instance = instance;
        this.account = account;
    }

    /** @throws Failure when Postfix's own user cannot go there */
    void prepare() throws IOException, InterruptedException {
        var folder = instance.postfixFolder();
        var etc = folder.resolve("etc");
        folder("root", "0755", folder);
        folder("root", "0755", etc);
        folder("root", "0755", folder.resolve("spool"));
        folder("root", "0700", folder.resolve("log"));
        folder("postfix", "0700", folder.resolve("data"));
        closed(folder.resolve("log").resolve("mail.log"));
        if (Shell.status(
                        "setpriv", "--reuid=postfix", "--regid=postfix", "--clear-groups", "test", "-x", etc.toString())
                != 0)
            throw new Failure("the user postfix cannot reach " + folder
                    + "; name another data folder with --data, for instance --data /var/lib/balise/"
                    + instance.kind().word());
        for (var file : files().entrySet()) write(etc.resolve(file.getKey()), file.getValue());
    }

    /** Postfix itself would let everybody read the log. */
    private static void closed(Path log) throws IOException {
        var mode = PosixFilePermissions.fromString("rw-------");
        if (Files.exists(log, LinkOption.NOFOLLOW_LINKS)) Files.setPosixFilePermissions(log, mode);
        else Files.createFile(log, PosixFilePermissions.asFileAttribute(mode));
    }

    private static void folder(String owner, String mode, Path folder) throws IOException, InterruptedException {
        Shell.run("install", "-d", "-o", owner, "-g", "root", "-m", mode, folder.toString());
    }

    java.util.Map<String, String> files() throws IOException {
        return EngineFiles.postfix(EngineValues.own(instance, account, EngineValues.sockets(instance)));
    }

    /** The files with a password are read by the user postfix through its group, and by nobody else. */
    private static void write(Path file, String text) throws IOException, InterruptedException {
        EditedFiles.keep(file, text);
        var fresh = file.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        var secret = text.contains("password = ");
        Shell.run(List.of("chgrp", secret ? "postfix" : "root", fresh.toString()));
        Shell.run(List.of("chmod", secret ? "0640" : "0644", fresh.toString()));
        Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
