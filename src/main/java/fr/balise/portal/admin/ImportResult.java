package fr.balise.portal.admin;

import fr.balise.directory.LoadReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last line of {@code ./balise import}: of one file flat, of several as a list; scripts rely on its form. */
final class ImportResult {
    private ImportResult() {}

    record Row(
            String source,
            long rows,
            long accepted,
            long rejected,
            long warnings,
            long added,
            long changed,
            long removed) {
        static Row of(LoadReport.File file) {
            return new Row(
                    file.source(),
                    file.rows(),
                    file.accepted(),
                    file.rejected(),
                    file.warnings(),
                    file.added(),
                    file.changed(),
                    file.removed());
        }
    }

    static Map<String, Object> of(LoadReport report) {
        var out = new LinkedHashMap<String, Object>();
        var rows = report.files().stream().map(Row::of).toList();
        if (rows.size() == 1) flat(out, rows.getFirst());
        else out.put("files", rows);
        out.put("applied", report.applied());
        if (report.reason() != null) out.put("reason", report.reason());
        out.put("seconds", Math.round(report.seconds() * 10) / 10.0);
        return out;
    }

    /** The process that loads failed by itself: whatever it had begun is cleared at the next load. */
    static Map<String, Object> broken() {
        return Map.of(
                "files",
                List.of(),
                "applied",
                false,
                "reason",
                "The import broke off by a fault of its own; the directory is as it was. See balise.log.",
                "seconds",
                0);
    }

    private static void flat(Map<String, Object> out, Row row) {
        out.put("source", row.source());
        out.put("rows", row.rows());
        out.put("accepted", row.accepted());
        out.put("rejected", row.rejected());
        out.put("warnings", row.warnings());
        out.put("added", row.added());
        out.put("changed", row.changed());
        out.put("removed", row.removed());
    }
}
