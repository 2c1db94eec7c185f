package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the mail servers have their files.
 *
 * @param dovecot configuration of Dovecot
 * @param run its sockets; their paths may have 108 letters at most
 * @param dovecotState what it remembers
 * @param postfix configuration of Postfix
 * @param queue mail that waits
 * @param postfixState what it remembers
 * @param log where Postfix writes its log, and the system's Dovecot too
 */
record EnginePlaces(Path dovecot, Path run, Path dovecotState, Path postfix, Path queue, Path postfixState, Path log) {

    /** In the data folder. @param sockets by {@link EngineValues#sockets} */
    static EnginePlaces own(Instance instance, Path sockets) {
        var postfix = instance.postfixFolder();
        return new EnginePlaces(
                instance.dovecotFolder(),
                sockets,
                instance.data().resolve("engine").resolve("state"),
                postfix.resolve("etc"),
                postfix.resolve("spool"),
                postfix.resolve("data"),
                postfix.resolve("log"));
    }

    /** Where Debian has them, below {@code balise.engine.system-root}. */
    static EnginePlaces system(Instance instance) throws IOException {
        var root = root(instance);
        return new EnginePlaces(
                root.resolve("etc/dovecot"),
                root.resolve("run/dovecot"),
                root.resolve("var/lib/dovecot"),
                root.resolve("etc/postfix"),
                root.resolve("var/spool/postfix"),
                root.resolve("var/lib/postfix"),
                root.resolve("var/log/balise"));
    }

    static Path root(Instance instance) throws IOException {
        var root = Path.of(Installation.setting(instance.home(), "balise.engine.system-root")
                .orElse("/"));
        if (!root.isAbsolute()) throw new Failure("balise.engine.system-root is a folder from / on.");
        return root;
    }
}
