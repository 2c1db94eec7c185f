package fr.balise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a synthetic national directory: {@code --out DIR [--mailboxes 700000] [--activities 2200000] [--seed N] [--percent 1]}. Beside
 * the four files of today, {@code next/} gets those of tomorrow.
 */
final class GenerateDirectory {
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 11, 2);

    private GenerateDirectory() {}

    static void main(String... args) throws IOException {
        var given = given(args);
        long seed = given.containsKey("seed") ? Long.parseLong(given.get("seed")) : new SecureRandom().nextLong();
        var out = Path.of(given.getOrDefault("out", "directory"));
        var today = new NationalDirectory(
                seed,
                Integer.parseInt(given.getOrDefault("mailboxes", "700000")),
                Integer.parseInt(given.getOrDefault("activities", "2200000")));
        IO.println("seed " + seed);
        write(today, out, FIRST_DAY);
        write(
                today.nextDay(Double.parseDouble(given.getOrDefault("percent", "1"))),
                out.resolve("next"),
                FIRST_DAY.plusDays(1));
    }

    private static void write(NationalDirectory directory, Path folder, LocalDate date) throws IOException {
        Files.createDirectories(folder);
        IO.println(directory.writeMailboxes(folder, date));
        IO.println(directory.writeActivities(folder, date));
        IO.println(directory.writeSkills(folder, date));
        IO.println(directory.writeDiplomas(folder, date));
    }

    private static Map<String, String> given(String[] args) {
        var given = new TreeMap<String, String>();
        for (int i = 0; i + 1 < args.length; i += 2) given.put(args[i].replaceFirst("^--", ""), args[i + 1]);
        return given;
    }
}
