package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Copies the built application into the data folder: the unprivileged user may not reach where it was built (a home folder of root),
 * and a build beside a running instance must not change what runs. Root reads, the unprivileged user writes.
 */
final class Staging {
    private static final String STAMP = ".built";

    private final Instance instance;
    private final Account account;

    Staging(Instance instance, Account account) {
        this.instance = instance;
        this.account = account;
    }

    /** Does nothing but refresh the settings when the same build stands there already. */
    void bring() throws IOException, InterruptedException {
        var built = instance.home().resolve("target").resolve("app");
        if (!Files.exists(built.resolve(STAMP)))
            throw new Failure("Balise is not built; start it with ./balise, which builds it.");
        if (!sameStamp(built)) copy(built, instance.app());
        var config = instance.home().resolve("config");
        if (Files.isDirectory(config)) copy(config, instance.app().resolve("config"));
    }

    private boolean sameStamp(Path built) throws IOException {
        var staged = instance.app().resolve(STAMP);
        return Files.exists(staged) && Files.readString(staged).equals(Files.readString(built.resolve(STAMP)));
    }

    /** The stamp is part of the copy, so the copy is made beside and renamed. */
    private void copy(Path from, Path to) throws IOException, InterruptedException {
        var fresh = to + ".new";
        asUser("rm", "-rf", fresh);
        asUser("mkdir", "-p", fresh);
        pipe(from, fresh);
        asUser("rm", "-rf", to.toString());
        asUser("mv", fresh, to.toString());
    }

    private void asUser(String... command) throws IOException, InterruptedException {
        Shell.run(account.command(List.of(command)));
    }

    private void pipe(Path from, String to) throws IOException, InterruptedException {
        var pack = new ProcessBuilder("tar", "-C", from.toString(), "-cf", "-", ".");
        var unpack = new ProcessBuilder(account.command(List.of("tar", "-C", to, "-xf", "-", "--no-same-owner")));
        for (var process : ProcessBuilder.startPipeline(List.of(pack, unpack)))
            if (process.waitFor() != 0) throw new Failure("the application could not be copied to " + to);
    }
}
