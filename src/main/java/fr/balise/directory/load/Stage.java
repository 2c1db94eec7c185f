package fr.balise.directory.load;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where rows go while files are read. At the first load the fresh ones go straight into the tables of the directory; later both
 * fresh and changed ones go into tables of the transaction, from which {@link Switch} applies them.
 */
final class Stage {
    private static final List<String> ALL = List.of("first_seen", "updated_at", "row_hash");
    private static final List<String> PERSON =
            List.of("id", "national_id", "rpps", "civility", "family", "given", "name_key", "told_by");
    private static final List<String> STRUCTURE = List.of(
            "id",
            "national_id",
            "technical_id",
            "finess",
            "finess_legal",
            "siren",
            "siret",
            "name",
            "brand",
            "line",
            "complement",
            "postcode",
            "city",
            "department",
            "country",
            "phone",
            "sector",
            "told_by");
    private static final List<String> SITUATION = List.of(
            "id",
            "person_id",
            "structure_id",
            "profession",
            "category",
            "mode",
            "role",
            "kind",
            "sector",
            "section",
            "authority",
            "skills",
            "source");
    private static final List<String> ADDRESS = List.of("id", "key", "display", "domain", "type");
    private static final List<String> ATTACHMENT =
            List.of("id", "address_id", "person_id", "structure_id", "situation_id", "source", "service", "paperless");
    private static final List<String> QUALIFICATION = List.of("id", "person_id", "kind", "profession", "type", "code");
    /** What the row of a mailbox file says about the situation that it means. */
    private static final List<String> MEANT = List.of("profession", "category", "skills");

    final Target persons;
    final Target structures;
    final Target situations;
    final Target addresses;
    final Target attachments;
    final Target qualifications;
    private final List<Target> targets;

    /** Rows not held yet, and rows that replace a held one. */
    record Target(CopyTable fresh, CopyTable changed) {}

    Stage(CopyPipe pipe, boolean first) {
        persons = target(pipe, first, "person", with(PERSON, ALL), List.of());
        structures = target(pipe, first, "structure", with(STRUCTURE, ALL), List.of());
        situations = target(pipe, first, "situation", with(SITUATION, ALL), List.of());
        addresses = target(pipe, first, "address", with(ADDRESS, ALL), List.of());
        attachments = target(pipe, first, "attachment", with(ATTACHMENT, ALL), MEANT);
        qualifications = target(pipe, first, "qualification", QUALIFICATION, List.of());
        targets = List.of(persons, structures, situations, addresses, attachments, qualifications);
    }

    private static Target target(
            CopyPipe pipe, boolean first, String table, List<String> columns, List<String> beside) {
        var staged = with(columns, beside);
        var changed = new CopyTable(pipe, "changed_" + table, staged);
        return new Target(
                first
                        ? new CopyTable(pipe, "directory." + table, columns)
                        : new CopyTable(pipe, "fresh_" + table, staged),
                changed);
    }

    private static List<String> with(List<String> columns, List<String> more) {
        var all = new ArrayList<>(columns);
        all.addAll(more);
        return all;
    }

    /** The columns that a changed row replaces. */
    static List<String> replaced(String table) {
        var columns = switch (table) {
            case "person" -> PERSON;
            case "structure" -> STRUCTURE;
            case "situation" -> SITUATION;
            case "address" -> ADDRESS;
            default -> throw new IllegalArgumentException(table);
        };
        return Stream.concat(columns.stream().skip(1), Stream.of("updated_at", "row_hash"))
                .toList();
    }

    void flush() {
        for (var target : targets) {
            target.fresh().flush();
            target.changed().flush();
        }
    }
}
