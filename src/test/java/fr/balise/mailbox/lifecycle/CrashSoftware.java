package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Record software that looks into a folder and keeps what it finds: in the process of the campaign, which nobody kills. */
final class CrashSoftware implements AutoCloseable {
    private static final String SIDE = ".json";

    private final Path folder;
    private final Map<String, Set<String>> kept = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    private CrashSoftware(Path folder) {
        this.folder = folder;
    }

    static CrashSoftware start(Path folder) throws IOException {
        var software = new CrashSoftware(Files.createDirectories(folder));
        Thread.ofVirtual().start(software::run);
        return software;
    }

    /** Under which names a document came. @param sha256 of its octets, in hexadecimal */
    Set<String> tokens(String sha256) {
        return kept.getOrDefault(sha256, Set.of());
    }

    private void run() {
        while (!stopped) {
            try {
                look();
            } catch (IOException moving) {
                // It is whole the next time.
            }
            CrashMail.pause(40);
        }
    }

    private void look() throws IOException {
        List<Path> sides;
        try (var files = Files.list(folder)) {
            sides = files.filter(file -> file.getFileName().toString().endsWith(SIDE))
                    .toList();
        }
        for (var side : sides) {
            var name = side.getFileName().toString();
            var token = name.substring(0, name.length() - SIDE.length());
            var document = folder.resolve(token + ".pdf");
            var octets = Files.readString(document, StandardCharsets.US_ASCII);
            kept.computeIfAbsent(HexFormat.of().formatHex(Sha256.of(octets)), _ -> new ConcurrentSkipListSet<>())
                    .add(token);
            var part = Files.writeString(folder.resolve(token + ".part"), "gardé");
            Files.move(part, folder.resolve(token + ".ok"), StandardCopyOption.REPLACE_EXISTING);
            Files.delete(side);
            Files.delete(document);
        }
    }

    @Override
    public void close() {
        stopped = true;
    }
}
