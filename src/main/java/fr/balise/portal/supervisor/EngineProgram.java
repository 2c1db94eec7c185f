package fr.balise.portal.supervisor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs of the mail servers, as Debian's packages install them. */
final class EngineProgram {
    private EngineProgram() {}

    static Optional<Path> dovecot() {
        return first(List.of("/usr/sbin/dovecot", "/usr/local/sbin/dovecot"));
    }

    static Optional<Path> postfix() {
        return first(List.of("/usr/sbin/postfix", "/usr/local/sbin/postfix"));
    }

    private static Optional<Path> first(List<String> places) {
        return places.stream()
                .map(Path::of)
                .flatMap(p -> Files.isExecutable(p) ? Stream.of(p) : Stream.of())
                .findFirst();
    }
}
