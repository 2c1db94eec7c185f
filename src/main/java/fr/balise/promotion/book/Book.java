package fr.balise.promotion.book;

import fr.balise.jobs.JobId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A book that somebody uploaded.
 *
 * @param owner account; to anybody else it does not exist
 * @param job that checks it
 * @param keptUntil it is erased then, at the latest
 */
public record Book(
        long id,
        long owner,
        BookFormat format,
        int entries,
        @Nullable JobId job,
        Instant uploadedAt,
        Instant keptUntil) {}
