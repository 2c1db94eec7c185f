package fr.balise.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Lays messages as {@code <id>.eml} into a folder that its owner alone reads: they hold links and codes. */
@Component
class FileDelivery implements Delivery {
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})\\.eml");

    private final OutboxSettings settings;

    FileDelivery(OutboxSettings settings) {
        this.settings = settings;
    }

    @Override
    public void deliver(Message message) throws IOException, Undeliverable {
        var octets = Mime.write(message, settings.from());
        Files.createDirectories(
                folder(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var fresh = Files.createTempFile(
                folder(),
                ".",
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            write(fresh, octets);
            Files.move(fresh, file(message.id()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void write(Path file, byte[] octets) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (var rest = ByteBuffer.wrap(octets); rest.hasRemaining(); ) channel.write(rest);
            channel.force(true);
        }
    }

    Path file(long id) {
        return folder().resolve(id + ".eml");
    }

    /** Ids of the messages that lie there. */
    List<Long> ids() throws IOException {
        if (!Files.isDirectory(folder())) return List.of();
        try (var files = Files.list(folder())) {
            return files.map(FileDelivery::id)
                    .filter(OptionalLong::isPresent)
                    .map(OptionalLong::getAsLong)
                    .toList();
        }
    }

    private static OptionalLong id(Path file) {
        var name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? OptionalLong.of(Long.parseLong(name.group(1))) : OptionalLong.empty();
    }

    private Path folder() {
        return settings.folder().toAbsolutePath();
    }
}
