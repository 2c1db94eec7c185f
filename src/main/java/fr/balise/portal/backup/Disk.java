package fr.balise.portal.backup;

import fr.balise.portal.supervisor.Failure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/** What is written, and what is renamed, survives a loss of power only once the disk has it. */
final class Disk {
    private Disk() {}

    /** The whole file system at once: a mail folder has far too many files to wait for each. */
    static void settle(Path folder) throws IOException {
        var process = new ProcessBuilder("sync", "--file-system", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
        try {
            if (process.waitFor() != 0) throw new Failure("the disk of " + folder + " does not take what is written.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
