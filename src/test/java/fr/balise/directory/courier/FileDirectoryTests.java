package fr.balise.directory.courier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDirectoryTests {
    @TempDir
    Path folder;

    private FileDirectory files(Path where) {
        var settings = new PublisherSettings(
                PublisherSettings.Way.FILE,
                null,
                null,
                null,
                where,
                10,
                20,
                Duration.ofSeconds(20),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                3,
                Duration.ofMinutes(1),
                Duration.ofHours(1));
        return new FileDirectory(settings, InstantSource.fixed(Instant.parse("2026-11-26T12:00:00Z")));
    }

    private List<String> lines(String end) throws IOException {
        try (var all = Files.list(folder)) {
            var file = all.filter(path -> path.toString().endsWith(end))
                    .findFirst()
                    .orElseThrow();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            return Files.readAllLines(file);
        }
    }

    @Test
    void theTableHasTheColumnsOfThePublishedFileAndOnlyWhatIsToBeListed() throws IOException {
        var published = Wishes.of("a@b.mssante.fr", Wishes.CAMILLE, Wishes.PRACTICE, true);
        var unlisted = Wishes.with(Wishes.of("c@b.mssante.fr", Wishes.CAMILLE, null, true), true, 1, null);
        var gone = Wishes.of("d@b.mssante.fr", null, Wishes.SITE, false);
        assertThat(files(folder).bring(List.of(published, unlisted, gone)))
                .containsOnly(new Reply.Done(true))
                .hasSize(3);

        var heading = Files.readAllLines(
                        Path.of("src/test/resources/national/Extraction_Correspondance_MSSante_202607010800.txt"))
                .getFirst();
        assertThat(lines(".txt"))
                .containsExactly(
                        heading,
                        "PER|a@b.mssante.fr|8|99700000013|899700000013|1|990000036||DR|LECLERC-ESSAI|Camille||||||||CABINET DU PARC||||||||||||");
        assertThat(lines(".note.csv"))
                .contains(
                        "publier;PER;a@b.mssante.fr;899700000013;1990000036;non;;;;",
                        "publier;PER;c@b.mssante.fr;899700000013;;oui;1;;;",
                        "retirer;ORG;d@b.mssante.fr;;1990000010;;;;;");
    }

    @Test
    void textsCannotBreakOutOfTheirCells() throws IOException {
        var evil = new Wish.Structure("1990000010", "CH|PER\nx;\"y");
        files(folder)
                .bring(List.of(
                        Wishes.with(Wishes.of("a@b.mssante.fr", null, evil, true), false, null, "=cmd();\"x\"\n")));
        assertThat(lines(".txt").getLast().split("\\|", -1)).hasSameSizeAs(FileDirectory.COLUMNS);
        assertThat(lines(".note.csv")).hasSize(2);
        assertThat(lines(".note.csv").getLast()).contains("\"'=cmd();\"\"x\"\" \"");
    }

    @Test
    void aFolderThatCannotBeWrittenIsTriedLater() throws IOException {
        var file = Files.createFile(folder.resolve("in-the-way"));
        assertThat(files(file).bring(List.of(Wishes.of("a@b.mssante.fr", null, Wishes.SITE, true))))
                .containsExactly(new Reply.Later(Trouble.NO_FILE, null));
    }
}
