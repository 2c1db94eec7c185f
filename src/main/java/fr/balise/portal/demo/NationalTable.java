package fr.balise.portal.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One of the published tables: its headings as they are published, and rows filled in by heading. */
enum NationalTable {
    MAILBOXES("Extraction_Correspondance_MSSante", 0),
    ACTIVITIES("PS_LibreAcces_Personne_activite", 1),
    SKILLS("PS_LibreAcces_SavoirFaire", 2),
    DIPLOMAS("PS_LibreAcces_Dipl_AutExerc", 3);

    private final String fileName;
    private final String heading;

    NationalTable(String fileName, int line) {
        this.fileName = fileName;
        this.heading = headings().get(line);
    }

    /** Writes one file, named with its date as the national ones are. */
    Path write(Path folder, LocalDate date, List<Map<String, String>> rows) {
        var lines = new ArrayList<String>();
        lines.add(heading);
        rows.forEach(row -> lines.add(line(row)));
        var file = folder.resolve(fileName + "_" + date.format(DateTimeFormatter.BASIC_ISO_DATE) + "0800.txt");
        try {
            Files.createDirectories(folder);
            return Files.write(file, lines, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line(Map<String, String> row) {
        // The files of the open register end each line with a separator, the mailbox file does not.
        var trailing = heading.endsWith("|");
        var columns = List.of((trailing ? heading.substring(0, heading.length() - 1) : heading).split("\\|"));
        if (!Set.copyOf(columns).containsAll(row.keySet()))
            throw new IllegalArgumentException("no such column in " + fileName + ": " + row.keySet());
        var cells = columns.stream().map(column -> row.getOrDefault(column, "")).toList();
        return String.join("|", cells) + (trailing ? "|" : "");
    }

    private static List<String> headings() {
        try (InputStream in = NationalTable.class.getResourceAsStream("/demo/headings.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
