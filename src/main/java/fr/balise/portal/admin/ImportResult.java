package fr.balise.portal.admin;

import fr.balise.directory.LoadReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last line of {@code ./balise import}: of one file flat, of several as a list; scripts rely on its form. */
final class ImportResult {
    private ImportResult() {}

    static Map<String, Object> of(LoadReport report) {
        var out = new LinkedHashMap<String, Object>();
        var rows = report.files().stream().map(ImportResult::row).toList();
        if (rows.size() == 1) out.putAll(rows.getFirst());
        else out.put("files", rows);
        out.put("applied", report.applied());
        if (report.reason() != null) out.put("reason", report.reason());
        out.put("seconds", Math.round(report.seconds() * 10) / 10.0);
        return out;
    }

    /** The process that loads failed by itself, perhaps behind its commit: whatever it had only begun is cleared at the next load. */
    static Map<String, Object> broken() {
        return Map.of(
                "files",
                List.of(),
                "applied",
                false,
                "reason",
                "The import broke off by a fault of its own: the directory is as it was, or has all of it. See balise.log, and"
                        + " give the files again; what is there already changes nothing.",
                "seconds",
                0);
    }

    private static Map<String, Object> row(LoadReport.File file) {
        var row = new LinkedHashMap<String, Object>();
        row.put("source", file.source());
        row.put("rows", file.rows());
        row.put("accepted", file.accepted());
        row.put("rejected", file.rejected());
        row.put("warnings", file.warnings());
        row.put("added", file.added());
        row.put("changed", file.changed());
        row.put("removed", file.removed());
        return row;
    }
}
