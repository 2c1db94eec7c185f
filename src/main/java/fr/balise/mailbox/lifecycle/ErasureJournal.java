package fr.balise.mailbox.lifecycle;

import fr.balise.identity.Sealing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The erasures, in a file of the data folder beside the database: a restore of an older backup does not take it away. One sealed line for
 * each mailbox, only ever added. A line that does not open, because it was cut or changed, is left out and complained about.
 */
@Component
class ErasureJournal {
    /** In the data folder; the backup knows it by this name. */
    static final String FILE = "erasures.journal";

    private static final Logger LOG = LoggerFactory.getLogger(ErasureJournal.class);
    private static final String ABOUT = "balise erasure";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private final Sealing sealing;
    private final Set<Long> known = new HashSet<>();

    /** Length of the file when {@link #known} was read: other copies of Balise write it too. */
    private long knownAt;

    ErasureJournal(@Value("${balise.data}") Path data) {
        this.file = data.resolve(FILE);
        this.sealing = new Sealing(data.resolve("keys").resolve("seal.key"));
    }

    /** On the disk when it returns. @throws UncheckedIOException when it cannot be kept: then nothing may be erased */
    synchronized void add(ErasedMailbox mailbox) {
        var sealed = Base64.getEncoder().encodeToString(sealing.seal(JSON.writeValueAsString(mailbox), ABOUT));
        try (var out = FileChannel.open(
                        file,
                        EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                var _ = out.lock()) {
            // The line feed before it ends a line that a crash cut off.
            var line = ByteBuffer.wrap(("\n" + sealed + "\n").getBytes(StandardCharsets.US_ASCII));
            while (line.hasRemaining()) out.write(line);
            out.force(true);
            if (out.position() == knownAt + sealed.length() + 2 && known.add(mailbox.id())) knownAt = out.position();
        } catch (IOException e) {
            throw new UncheckedIOException("the journal of erasures cannot be written", e);
        }
    }

    /** In the order in which they were erased. */
    synchronized List<ErasedMailbox> all() {
        if (!Files.exists(file)) return List.of();
        try {
            var found = new ArrayList<ErasedMailbox>();
            int closed = 0;
            for (var line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                if (line.isBlank()) continue;
                var opened = open(line);
                if (opened.isPresent()) found.add(opened.get());
                else closed++;
            }
            if (closed > 0)
                LOG.error(
                        "{} lines of {} do not open with the key of this installation; they are left out",
                        closed,
                        FILE);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("the journal of erasures cannot be read", e);
        }
    }

    private Optional<ErasedMailbox> open(String line) {
        try {
            return sealing.open(Base64.getDecoder().decode(line), ABOUT)
                    .map(text -> JSON.readValue(text, ErasedMailbox.class));
        } catch (IllegalArgumentException cut) {
            return Optional.empty();
        }
    }

    synchronized boolean has(MailboxId mailbox) {
        try {
            long now = Files.exists(file) ? Files.size(file) : 0;
            if (now != knownAt) {
                known.clear();
                all().forEach(erased -> known.add(erased.id()));
                knownAt = now;
            }
            return known.contains(mailbox.value());
        } catch (IOException e) {
            throw new UncheckedIOException("the journal of erasures cannot be read", e);
        }
    }

    /** A demo that starts over has erased nothing. */
    synchronized void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
