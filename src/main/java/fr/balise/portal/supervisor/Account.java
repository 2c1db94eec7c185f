package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The user that runs the parts: {@code balise}, made if it is missing, when the supervisor is root; otherwise whoever called.
 *
 * @param prefix what stands before a command so that it runs as that user, in a session of its own: Ctrl-C reaches the supervisor alone,
 *     which then stops the parts in order
 */
public record Account(String name, List<String> prefix) {
    private static final String NAME = "balise";

    public Account {
        prefix = List.copyOf(prefix);
    }

    public static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** @throws Failure when the user cannot be made */
    public static Account ensure() throws IOException, InterruptedException {
        if (!isRoot()) return new Account(System.getProperty("user.name"), withMask(List.of("setsid")));
        if (Shell.status("id", NAME) != 0)
            Shell.run("useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME);
        return new Account(
                NAME,
                withMask(List.of(
                        "setpriv",
                        "--reuid=" + NAME,
                        "--regid=" + NAME,
                        "--clear-groups",
                        "--no-new-privs",
                        "--inh-caps=-all",
                        "setsid")));
    }

    /** Whatever the parts write is for them alone. */
    private static List<String> withMask(List<String> prefix) {
        var all = new ArrayList<>(prefix);
        all.addAll(List.of("sh", "-c", "umask 077; exec \"$0\" \"$@\""));
        return all;
    }

    /** Name of its own group: often, and not always, that of the user. */
    public String group() throws IOException {
        try {
            return Shell.line("id", "-gn", name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    public List<String> command(List<String> words) {
        var all = new ArrayList<>(prefix);
        all.addAll(words);
        return all;
    }

    /** Whether this user can go through the folder, and through all above it. */
    public boolean reaches(Path folder) throws IOException, InterruptedException {
        return Shell.status(command(List.of("test", "-x", folder.toString())).toArray(String[]::new)) == 0;
    }
}
