package fr.balise.bench;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.LoadReport;
import fr.balise.directory.Loads;
import fr.balise.testing.FreshDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

@NullUnmarked
@SpringBootTest
@ContextConfiguration(initializers = FreshDatabase.class)
class NationalDirectoryModuleTests {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 2);

    @TempDir
    Path folder;

    @Autowired
    Loads loads;

    @Test
    void theImporterHasNothingToSayAgainstAnyRowAndTheGuardNothingAgainstTheNextDay() throws Exception {
        var today = new NationalDirectory(11, 3000, 9000);
        var first = loads.load(write(today, DAY), null, _ -> {});
        assertThat(first.applied()).as(first.reason()).isTrue();
        assertThat(first.files()).hasSize(4).allMatch(f -> f.rows() > 0 && f.accepted() == f.rows());
        assertThat(first.files()).allMatch(f -> f.rejected() == 0 && f.warnings() == 0);
        var next = loads.load(write(today.nextDay(1), DAY.plusDays(1)), null, _ -> {});
        assertThat(next.applied()).as(next.reason()).isTrue();
        assertThat(next.files().stream().mapToLong(LoadReport.File::changed).sum())
                .isPositive();
        assertThat(next.files().stream().mapToLong(LoadReport.File::removed).sum())
                .isPositive();
        assertThat(next.files().stream().mapToLong(LoadReport.File::added).sum())
                .isPositive();
    }

    private List<Path> write(NationalDirectory directory, LocalDate date) throws Exception {
        var day = Files.createDirectories(folder.resolve(date.toString()));
        return List.of(
                directory.writeMailboxes(day, date),
                directory.writeActivities(day, date),
                directory.writeSkills(day, date),
                directory.writeDiplomas(day, date));
    }
}
