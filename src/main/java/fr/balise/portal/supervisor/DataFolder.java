package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.file.Files;
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
        if (!Files.exists(data)) make(data);
        if (!account.reaches(data))
            throw new Failure("the user " + account.name() + " cannot reach " + data
                    + "; name another folder with --data, for instance --data /var/lib/balise/"
                    + instance.kind().word());
        Shell.run(account.command(List.of("mkdir", "-p", instance.logs().toString())));
        checkKind(data.resolve(KIND));
    }

    private void make(Path data) throws IOException, InterruptedException {
        Files.createDirectories(data);
        if (Account.isRoot()) Shell.run("chown", account.name() + ":" + account.name(), data.toString());
        Shell.run("chmod", "0700", data.toString());
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
