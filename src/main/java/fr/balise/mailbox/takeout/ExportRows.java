package fr.balise.mailbox.takeout;

import fr.balise.jobs.JobId;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.lifecycle.MailboxId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of exports. */
@Repository
class ExportRows {
    private final JdbcClient jdbc;

    ExportRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The job is told afterwards. */
    long add(MailSource source, @Nullable Long selection, long owner, String folder, Wish wish, Instant now) {
        return jdbc.sql(
                        "insert into mailbox.export (selection, hosted, box, elsewhere, owner, folder, encrypted, with_mbox, with_attachments, created_at)"
                                + " values (:selection, :hosted, :box, :elsewhere, :owner, :folder, :encrypted, :mbox, :attachments, :now) returning id")
                .param("selection", selection, Types.BIGINT)
                .param("hosted", source instanceof MailSource.Held(var mailbox) ? mailbox.value() : null, Types.BIGINT)
                .param(
                        "box",
                        source instanceof MailSource.Elsewhere one ? one.box().value() : null,
                        Types.VARCHAR)
                .param(
                        "elsewhere",
                        source instanceof MailSource.Elsewhere one
                                ? one.address().toString()
                                : null,
                        Types.VARCHAR)
                .param("owner", owner)
                .param("folder", folder)
                .param("encrypted", wish.passphrase() != null)
                .param("mbox", wish.mbox())
                .param("attachments", wish.attachments())
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .single();
    }

    /** @param passphrase null for a file that anybody can open */
    record Wish(@Nullable String passphrase, boolean mbox, boolean attachments) {}

    void begun(long id, JobId job, byte @Nullable [] sealed) {
        jdbc.sql("update mailbox.export set job = :job, sealed = :sealed where id = :id")
                .param("job", job.value())
                .param("sealed", sealed)
                .param("id", id)
                .update();
    }

    Optional<Export> find(long id) {
        return jdbc.sql("select * from mailbox.export where id = :id and gone_at is null")
                .param("id", id)
                .query(ExportRows::read)
                .optional();
    }

    Optional<Export> of(long selection) {
        return jdbc.sql("select * from mailbox.export where selection = :selection and gone_at is null"
                        + " order by id desc limit 1")
                .param("selection", selection)
                .query(ExportRows::read)
                .optional();
    }

    /** Of everything. */
    Optional<Export> latest(MailSource source) {
        return switch (source) {
            case MailSource.Held(var mailbox) -> latest("hosted = :which", mailbox.value());
            case MailSource.Elsewhere one -> latest("box = :which", one.box().value());
        };
    }

    private Optional<Export> latest(String where, Object which) {
        return jdbc.sql("select * from mailbox.export where " + where
                        + " and selection is null and gone_at is null order by id desc limit 1")
                .param("which", which)
                .query(ExportRows::read)
                .optional();
    }

    /** Null when the file is not encrypted, or is whole already. */
    byte @Nullable [] sealed(long id) {
        return jdbc.sql("select sealed from mailbox.export where id = :id")
                .param("id", id)
                .query((row, _) -> Optional.ofNullable(row.getBytes(1)))
                .single()
                .orElse(null);
    }

    /** Whole: the passphrase is forgotten. */
    void ready(long id, long size, Instant until) {
        jdbc.sql("update mailbox.export set size = :size, ready_until = :until, sealed = null where id = :id")
                .param("size", size)
                .param("until", Timestamp.from(until))
                .param("id", id)
                .update();
    }

    /** That these octets left; those before a gap count no further. */
    void sent(long id, long from, long to) {
        jdbc.sql("update mailbox.export set sent = greatest(sent, :to) where id = :id and sent >= :from")
                .param("from", from)
                .param("to", to)
                .param("id", id)
                .update();
    }

    void gone(long id, Instant now) {
        jdbc.sql("update mailbox.export set gone_at = :now, sealed = null where id = :id and gone_at is null")
                .param("now", Timestamp.from(now))
                .param("id", id)
                .update();
    }

    List<Export> over(Instant now) {
        return jdbc.sql("select * from mailbox.export where gone_at is null and ready_until < :now")
                .param("now", Timestamp.from(now))
                .query(ExportRows::read)
                .list();
    }

    /** Begun, and not whole. */
    List<Export> unfinished() {
        return jdbc.sql(
                        "select * from mailbox.export where gone_at is null and ready_until is null and job is not null")
                .query(ExportRows::read)
                .list();
    }

    List<String> folders() {
        return jdbc.sql("select folder from mailbox.export where gone_at is null")
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static Export read(ResultSet row, int n) throws SQLException {
        var until = row.getTimestamp("ready_until");
        return new Export(
                row.getLong("id"),
                source(row),
                row.getObject("selection", Long.class),
                row.getLong("owner"),
                new JobId(row.getLong("job")),
                row.getString("folder"),
                row.getBoolean("encrypted"),
                row.getBoolean("with_mbox"),
                row.getBoolean("with_attachments"),
                row.getTimestamp("created_at").toInstant(),
                row.getLong("size"),
                until == null ? null : until.toInstant(),
                row.getLong("sent"));
    }

    private static MailSource source(ResultSet row) throws SQLException {
        var elsewhere = row.getString("elsewhere");
        return elsewhere == null
                ? new MailSource.Held(new MailboxId(row.getLong("hosted")))
                : new MailSource.Elsewhere(new BoxId(row.getString("box")), MailAddress.parse(elsewhere));
    }
}
