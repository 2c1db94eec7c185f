package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Makes the data folder for the unprivileged user, and keeps the kinds of instances apart. */
final class DataFolder {
    private static final String KIND = "instance";

    private final Instance instance;
    private final Account account;

    DataFolder(Instance instance, Account account) {
        this.instance = instance;
        this.account = account;
    }

    /** @throws Failure when the folder cannot be reached, or belongs to another kind of instance */
    void prepare() throws IOException, InterruptedException {
        var data = instance.data();
        if (!Files.exists(data)) Files.createDirectories(data);
        guard(data);
        if (!account.reaches(data))
            throw new Failure("the user " + account.name() + " cannot reach " + data
                    + "; name another folder with --data, for instance --data /var/lib/balise/"
                    + instance.kind().word());
        Shell.run(account.command(List.of("mkdir", "-p", instance.logs().toString())));
        checkKind(data.resolve(KIND));
    }

    /**
     * As root the folder is root's and sticky: the unprivileged user writes in it, and cannot put another folder in the place of Postfix's.
     * Postfix's own user may go through, and list nothing. What stands in it is each part's alone.
     */
    private void guard(Path data) throws IOException, InterruptedException {
        if (!Account.isRoot()) {
            Shell.run("chmod", "0700", data.toString());
            return;
        }
        var postfix = instance.postfixFolder();
        if (Files.exists(postfix, LinkOption.NOFOLLOW_LINKS)
                && !Files.getOwner(postfix, LinkOption.NOFOLLOW_LINKS).getName().equals("root"))
            throw new Failure(postfix + " does not belong to root; remove it, Balise makes it anew.");
        Shell.run("chown", "--no-dereference", "root:" + account.name(), data.toString());
        Shell.run("chmod", "1771", data.toString());
        Shell.run(account.command(List.of(
                "find",
                data.toString(),
                "-mindepth",
                "1",
                "-maxdepth",
                "1",
                "-type",
                "d",
                "-user",
                account.name(),
                "-exec",
                "chmod",
                "go=",
                "{}",
                "+")));
    }

    private void checkKind(Path file) throws IOException, InterruptedException {
        var word = instance.kind().word();
        if (!Files.exists(file)) {
            Shell.run(account.command(List.of("sh", "-c", "printf %s \"$0\" > \"$1\"", word, file.toString())));
            return;
        }
        var found = Files.readString(file).strip();
        if (!found.equals(word))
            throw new Failure(instance.data() + " holds an instance of the kind " + found + ", not " + word
                    + "; name another folder with --data.");
    }
}
