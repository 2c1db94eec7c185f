package fr.balise.directory.load;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.testing.TestPostgres;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class MemoryTests {
    private static final int ROWS = 100_000;

    /** In the last column, which is not kept for people without a place. */
    private static final String FILLER = "x".repeat(720);

    /** Rows of 85 MB: a load that kept them would die in a heap of 64. */
    @Test
    void aFileLargerThanTheHeapIsLoaded() throws Exception {
        var url = TestPostgres.migratedDatabase();
        BareLoads.migrate(url);
        var folder = Files.createTempDirectory("balise-memory");
        assertThat(victim(url, folder, file(folder, 1, "Zoé"))).isEqualTo(LoadVictim.DONE);
        assertThat(victim(url, folder, file(folder, 2, "Zoé"))).isEqualTo(LoadVictim.DONE);
    }

    private static Path file(Path folder, int day, String given) throws IOException {
        var file = folder.resolve(NationalSample.name(day, "txt"));
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(NationalSample.HEADING + "\n");
            for (int i = 0; i < ROWS; i++) out.write(NationalSample.row(i, given) + FILLER + "\n");
        }
        assertThat(Files.size(file)).isGreaterThan(85_000_000);
        return file;
    }

    private static String victim(String url, Path folder, Path file) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LoadVictim.class.getName(),
                        url,
                        folder.resolve("data").toString(),
                        "0", // no held load
                        file.toString())
                .redirectErrorStream(true)
                .start();
        var all = new StringBuilder();
        var last = "";
        try (var said = process.inputReader()) {
            for (var line = said.readLine(); line != null; line = said.readLine()) {
                last = line;
                all.append(line).append('\n');
            }
        }
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as("%s", all).isZero();
        return last;
    }
}
