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
        readable(data.resolve("secrets"));
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
        hand(data.resolve("secrets"));
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

    /** What root put there before the first start. Only root's own folder: in one of the other user, a link may lead anywhere. */
    private void hand(Path secrets) throws IOException, InterruptedException {
        if (!Files.isDirectory(secrets, LinkOption.NOFOLLOW_LINKS)
                || !Files.getOwner(secrets, LinkOption.NOFOLLOW_LINKS).getName().equals("root")) return;
        Shell.run("chmod", "-R", "u=rwX,go=", secrets.toString());
        Shell.run("chown", "-R", "--no-dereference", account.name() + ":", secrets.toString());
    }

    /** @throws Failure when one of the secrets was put there later, for root alone */
    private void readable(Path secrets) throws IOException, InterruptedException {
        if (!Files.isDirectory(secrets)) return;
        var closed =
                Shell.line(account.command(List.of("find", secrets.toString(), "!", "-readable", "-print", "-quit"))
                        .toArray(String[]::new));
        if (!closed.isEmpty())
            throw new Failure("the user " + account.name() + " cannot read " + closed + ". Run: chown " + account.name()
                    + " " + closed);
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
