package fr.balise.audit;

import fr.balise.audit.Sealer.Link;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The end of the chain, noted outside of the database at most once a minute. Whoever can write to the database alone can compute
 * a new chain, but not a chain that ends where these lines say.
 */
@Component
class Anchor {
    private static final Logger LOG = LoggerFactory.getLogger(Anchor.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Path file;
    private Instant last = Instant.MIN;

    Anchor(AuditSettings settings) {
        file = settings.anchor().toAbsolutePath();
    }

    synchronized void note(Link end, Instant now) {
        if (now.isBefore(last.plus(PAUSE))) return;
        last = now;
        var line = end.chain() + " " + end.position() + " " + HexFormat.of().formatHex(end.hash()) + " " + now + "\n";
        try {
            if (!Files.exists(file))
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, line, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("the end of the audit chain could not be noted");
        }
    }

    /** What was noted of that chain, oldest first. */
    List<Link> noted(UUID chain) throws IOException {
        if (!Files.exists(file)) return List.of();
        return Files.readAllLines(file).stream()
                .map(line -> line.split(" "))
                .filter(words -> words.length == 4 && words[0].equals(chain.toString()))
                .map(words ->
                        new Link(chain, Long.parseLong(words[1]), HexFormat.of().parseHex(words[2])))
                .toList();
    }
}
