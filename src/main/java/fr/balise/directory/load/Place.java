package fr.balise.directory.load;

import static fr.balise.directory.load.Column.*;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a structure is, put together from the cells of either file. */
record Place(
        @Nullable String line,
        @Nullable String complement,
        @Nullable String city,
        @Nullable String department,
        @Nullable String country) {
    private static final Pattern ROUTED = Pattern.compile("^\\d{5} +");
    private static final Pattern CEDEX = Pattern.compile("(?i)\\s+CEDEX(\\s+\\d+)?$");
    private static final int CODE = 3;
    /** The kinds of streets that the mailbox file gives by code alone. */
    private static final Map<String, String> STREETS = Map.ofEntries(
            Map.entry("R", "Rue"),
            Map.entry("AV", "Avenue"),
            Map.entry("BD", "Boulevard"),
            Map.entry("PL", "Place"),
            Map.entry("CHE", "Chemin"),
            Map.entry("RTE", "Route"),
            Map.entry("ALL", "Allée"),
            Map.entry("IMP", "Impasse"),
            Map.entry("QU", "Quai"),
            Map.entry("CRS", "Cours"),
            Map.entry("SQ", "Square"),
            Map.entry("FG", "Faubourg"),
            Map.entry("ESP", "Esplanade"),
            Map.entry("PAS", "Passage"));

    static Place of(Row row) {
        return new Place(
                joined(row.text(STREET_NUMBER), row.text(STREET_REPEAT), street(row), row.text(STREET)),
                joined(row.text(COMPLEMENT), row.text(COMPLEMENT_PLACE), row.text(MENTION)),
                city(row),
                department(row),
                row.has(COUNTRY) ? row.textOrNull(COUNTRY) : row.textOrNull(COUNTRY_CODE));
    }

    /** The legal name; the brand or at least the number when the file gives none. */
    String name(Row row) {
        if (row.has(NAME)) return row.text(NAME);
        if (row.has(BRAND)) return row.text(BRAND);
        return Stream.of(TECHNICAL, STRUCTURE_NUMBER, FORMER, FINESS, SIRET, FINESS_LEGAL, SIREN)
                .filter(row::has)
                .map(row::text)
                .findFirst()
                .orElse("-");
    }

    private static String street(Row row) {
        if (row.has(STREET_KIND_LABEL)) return row.text(STREET_KIND_LABEL);
        var kind = row.text(STREET_KIND);
        return STREETS.getOrDefault(kind, kind);
    }

    private static @Nullable String city(Row row) {
        if (row.has(CITY)) return row.text(CITY);
        var routing = CEDEX.matcher(ROUTED.matcher(row.text(ROUTING)).replaceFirst(""))
                .replaceFirst("")
                .strip();
        return routing.isEmpty() ? null : routing;
    }

    private static @Nullable String department(Row row) {
        if (row.has(DEPARTMENT) && row.length(DEPARTMENT) <= CODE) return row.text(DEPARTMENT);
        return ofPostcode(row.text(POSTCODE));
    }

    /** Overseas codes have three digits; Corsica's postcodes still begin with 20. */
    static @Nullable String ofPostcode(String postcode) {
        if (postcode.length() != 5) return null;
        if (postcode.startsWith("97") || postcode.startsWith("98")) return postcode.substring(0, 3);
        if (postcode.startsWith("20")) return postcode.charAt(2) < '2' ? "2A" : "2B";
        return postcode.substring(0, 2);
    }

    private static @Nullable String joined(String... parts) {
        var text = Stream.of(parts).filter(p -> !p.isEmpty()).collect(Collectors.joining(" "));
        return text.isEmpty() ? null : text;
    }
}
