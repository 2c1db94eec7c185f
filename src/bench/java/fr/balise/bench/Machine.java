package fr.balise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The machine that figures were taken on, as it says of itself. */
record Machine(int cores, long memoryGiB) {
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
