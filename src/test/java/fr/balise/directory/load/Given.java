package fr.balise.directory.load;

import fr.balise.directory.LoadReport;
import fr.balise.directory.Loads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files to load: samples in the published formats, and files written on the spot. */
final class Given {
    private Given() {}

    /** Empties the directory; the search index may be reading it. */
    static void empty(JdbcClient jdbc) {
        for (int attempt = 1; ; attempt++) {
            try {
                jdbc.sql("truncate directory.history, directory.attachment, directory.address, directory.qualification,"
                                + " directory.situation, directory.structure, directory.person, directory.load_file,"
                                + " directory.load, directory.label cascade")
                        .update();
                return;
            } catch (PessimisticLockingFailureException deadlock) {
                if (attempt == 10) throw deadlock;
            }
        }
    }

    static Path sample(String name) {
        return Path.of("src/test/resources/national", name);
    }

    static Path file(String name, List<String> lines) {
        return file(name, (String.join("\n", lines) + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static Path file(String name, byte[] content) {
        try {
            return Files.write(Files.createTempDirectory("balise-load").resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A mailbox file of one November day, with rows of {@link NationalSample}. */
    static Path mailboxes(int day, int from, int to, String given) {
        return file(NationalSample.name(day, "txt"), NationalSample.lines(from, to, given));
    }

    static LoadReport load(Loads loads, Path... files) {
        return loads.load(List.of(files), null, _ -> {});
    }

    /** A load that somebody accepts beforehand: in a file of three rows each change is a large one. */
    static LoadReport accepted(Loads loads, Path... files) {
        return loads.load(List.of(files), "account:1", _ -> {});
    }

    /** Added, changed and removed rows of each file. */
    static List<String> figures(LoadReport report) {
        return report.files().stream()
                .flatMap(f -> Stream.of("+%d ~%d -%d".formatted(f.added(), f.changed(), f.removed())))
                .toList();
    }
}
