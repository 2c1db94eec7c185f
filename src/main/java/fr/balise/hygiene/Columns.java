package fr.balise.hygiene;

import fr.balise.jobs.JobId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Columns that may be empty. */
final class Columns {
    private Columns() {}

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    static @Nullable JobId job(ResultSet row, String column) throws SQLException {
        var job = row.getObject(column, Long.class);
        return job == null ? null : new JobId(job);
    }
}
