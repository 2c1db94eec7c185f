package fr.balise.portal.backup;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backup holds, so that a restore can tell a whole one from a damaged one.
 *
 * @param format of the file; 1
 * @param kind of the instance: what belongs to a demo never enters a real one, nor the reverse
 * @param schemaVersion Flyway version of the database when it was saved
 * @param databaseBytes what the database took on the disk then; null in backups of before this was noted
 */
record Manifest(
        int format,
        Instant at,
        String kind,
        String schemaVersion,
        @Nullable Long databaseBytes,
        List<Table> tables,
        List<Sequence> sequences,
        List<Piece> files) {
    static final int FORMAT = 1;
    static final String ENTRY = "manifest.json";

    /** @param columns in the order of the rows */
    record Table(String schema, String name, List<String> columns, long rows, Piece piece) {
        String sqlName() {
            return quoted(schema) + "." + quoted(name);
        }

        String sqlColumns() {
            return String.join(", ", columns.stream().map(Manifest::quoted).toList());
        }
    }

    record Sequence(String schema, String name, long last, boolean called) {}

    /** @param entry name in the zip */
    record Piece(String entry, long bytes, String sha256) {}

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
