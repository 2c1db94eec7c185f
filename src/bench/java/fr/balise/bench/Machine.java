package fr.balise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** The machine that figures were taken on, as it says of itself. */
record Machine(int cores, long memoryGiB) {
    private static final Duration LOOK = Duration.ofMillis(500);

    static Machine here() throws IOException {
        return new Machine(Runtime.getRuntime().availableProcessors(), Math.round(memory() / 1024. / 1024));
    }

    /** Processes that wanted to run in the last minute: beyond the cores, figures are upper bounds. */
    static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        } catch (IOException e) {
            return "unknown";
        }
    }

    /**
     * Until this process has little to do: neither side pays for what the other left behind, such as thousands of events that the mail
     * servers tell one by one. Not longer than a minute.
     */
    static void awaitQuiet() throws InterruptedException {
        var self = ProcessHandle.current();
        for (int looks = 0; looks < 120; looks++) {
            var before = self.info().totalCpuDuration().orElse(Duration.ZERO);
            Thread.sleep(LOOK);
            var used = self.info().totalCpuDuration().orElse(Duration.ZERO).minus(before);
            if (used.compareTo(LOOK.dividedBy(10)) < 0) return;
        }
    }

    static int residentMib() throws IOException {
        return (int) (kibibytes("/proc/self/status", "VmRSS:") / 1024);
    }

    private static long memory() throws IOException {
        return kibibytes("/proc/meminfo", "MemTotal:");
    }

    private static long kibibytes(String file, String name) throws IOException {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(l -> l.startsWith(name))
                    .map(l -> l.toLowerCase(Locale.ROOT).replaceAll("[^0-9]", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow(() -> new IOException(name + " is not in " + file));
        }
    }
}
