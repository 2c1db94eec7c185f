package fr.balise.portal.supervisor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a program that stays, as the unprivileged user, with what it prints going to a file. */
final class Launch {
    private Launch() {}

    /** The file is opened by the unprivileged user: root never writes where another could lay a link. */
    static Process logged(Account account, List<String> command, Path folder, Path log) throws IOException {
        var all = new ArrayList<String>(List.of("sh", "-c", "exec \"$@\" >> \"$0\" 2>&1", log.toString()));
        all.addAll(command);
        return new ProcessBuilder(account.command(all))
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
