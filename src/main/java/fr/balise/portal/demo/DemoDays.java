package fr.balise.portal.demo;

import fr.balise.portal.supervisor.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Lays the national files of the demo's days into {@code <data>/demo/files}, where an import finds them. */
@Component
@Profile("demo")
class DemoDays {
    private final Path folder;
    private final DemoFiles files = new DemoFiles(DemoWorld.read());

    DemoDays(@Value("${balise.data}") Path data) {
        this.folder = data.toAbsolutePath().resolve("demo").resolve("files");
    }

    /** @param age in days, newest last */
    record Day(int age, LocalDate date, List<Path> files) {}

    /** The days of the first start, oldest first, four files each. Files of an earlier story go. */
    List<Day> first(LocalDate today) {
        forget();
        return DemoFiles.AGES.stream()
                .map(age -> first(today.minusDays(age), age))
                .toList();
    }

    private void forget() {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Day first(LocalDate date, int age) {
        return new Day(age, date, files.write(folder, date, DemoFiles.AGES.indexOf(age), Set.of()));
    }

    /**
     * The files of a later day: the newest of the first start, except for what its operators took out since.
     *
     * @param withdrawn addresses no longer published
     */
    List<Path> later(LocalDate day, Set<String> withdrawn) {
        return files.write(folder, day, DemoFiles.AGES.size(), withdrawn);
    }
}
