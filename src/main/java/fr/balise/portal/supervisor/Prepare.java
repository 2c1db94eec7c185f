package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.file.Path;

/** Makes the database folder; started by the supervisor as the unprivileged user. */
final class Prepare {
    private Prepare() {}

    static void main(String... args) throws IOException, InterruptedException {
        new PostgresCluster(Path.of(args[0])).makeIfMissing();
    }
}
