package fr.balise.directory.load;

import fr.balise.kernel.Luhn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small well-formed mailbox files with invented people, as the starting point of tests at the import door. */
final class NationalSample {
    static final String HEADING = heading();

    private NationalSample() {}

    /** Name of the mailbox file of one day of November 2026. */
    static String name(int day, String ending) {
        return "Extraction_Correspondance_MSSante_202611%02d0800.%s".formatted(day, ending);
    }

    /** The heading and rows numbered {@code from} to {@code to - 1}. */
    static List<String> lines(int from, int to, String given) {
        var lines = new ArrayList<String>();
        lines.add(HEADING);
        for (int i = from; i < to; i++) lines.add(row(i, given));
        return lines;
    }

    static String row(int number, String given) {
        return row("p%d@essai.mssante.fr".formatted(number), number, given);
    }

    static String row(String address, int number, String given) {
        var rpps = rpps(number);
        return "PER|%s|8|%s|8%s||||DR|ESSAI|%s|C|Civil|10|Médecin|SM54|Médecine Générale (SM)|O%s"
                .formatted(address, rpps, rpps, given, "|".repeat(13));
    }

    static String rpps(int number) {
        var stem = "997%07d".formatted(number);
        for (char key = '0'; key <= '9'; key++) if (Luhn.holds(stem + key)) return stem + key;
        throw new IllegalStateException();
    }

    private static String heading() {
        try {
            return Files.readAllLines(Path.of("src/main/resources/demo/headings.txt"))
                    .getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
