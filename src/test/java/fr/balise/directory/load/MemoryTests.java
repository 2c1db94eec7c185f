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
    private static final int ROWS = 150_000;

    /** Rows of 30 MB: a load that kept them would die in a heap of 40. */
    @Test
    void aFileLargerThanTheHeapIsLoaded() throws Exception {
        var url = TestPostgres.freshDatabase();
        BareLoads.migrate(url);
        var folder = Files.createTempDirectory("balise-memory");
        assertThat(victim(url, folder, file(folder, 1, "Zoé"))).isEqualTo(LoadVictim.DONE);
        assertThat(victim(url, folder, file(folder, 2, "Zoé"))).isEqualTo(LoadVictim.DONE);
    }

    private static Path file(Path folder, int day, String given) throws IOException {
        var file = folder.resolve(NationalSample.name(day, "txt"));
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(NationalSample.HEADING + "\n");
            for (int i = 0; i < ROWS; i++) out.write(NationalSample.row(i, given + "x".repeat(80)) + "\n");
        }
        assertThat(Files.size(file)).isGreaterThan(30_000_000);
        return file;
    }

    private static String victim(String url, Path folder, Path file) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx40m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LoadVictim.class.getName(),
                        url,
                        folder.resolve("data").toString(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        var last = "";
        try (var said = process.inputReader()) {
            for (var line = said.readLine(); line != null; line = said.readLine()) last = line;
        }
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return last;
    }
}
