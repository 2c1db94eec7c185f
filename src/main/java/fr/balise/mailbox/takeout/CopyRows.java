package fr.balise.mailbox.takeout;

import fr.balise.jobs.JobId;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.MailboxId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of copies: orders, and how far each folder is. */
@Repository
class CopyRows {
    private final JdbcClient jdbc;

    CopyRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The job is told afterwards. */
    long add(MailSource source, MailboxId target, long owner, By by, Instant now) {
        return jdbc.sql("insert into mailbox.copy (source, elsewhere, target, owner, by_actor, by_name, created_at)"
                        + " values (:source, :elsewhere, :target, :owner, :actor, :name, :now) returning id")
                .param("source", source.key())
                .param(
                        "elsewhere",
                        source instanceof MailSource.Elsewhere one
                                ? one.address().toString()
                                : null,
                        Types.VARCHAR)
                .param("target", target.value())
                .param("owner", owner)
                .param("actor", by.actor())
                .param("name", by.name())
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .single();
    }

    void begun(long id, JobId job) {
        jdbc.sql("update mailbox.copy set job = :job where id = :id")
                .param("job", job.value())
                .param("id", id)
                .update();
    }

    Optional<Copy> find(long id) {
        return jdbc.sql("select * from mailbox.copy where id = :id")
                .param("id", id)
                .query(CopyRows::read)
                .optional();
    }

    Optional<Copy> latest(MailSource source) {
        return jdbc.sql("select * from mailbox.copy where source = :source order by id desc limit 1")
                .param("source", source.key())
                .query(CopyRows::read)
                .optional();
    }

    /** @return whether it was not done before */
    boolean done(long id, long messages, long octets, Instant now) {
        return jdbc.sql("update mailbox.copy set done_at = :now, messages = :messages, octets = :octets"
                                + " where id = :id and done_at is null")
                        .param("now", Timestamp.from(now))
                        .param("messages", messages)
                        .param("octets", octets)
                        .param("id", id)
                        .update()
                == 1;
    }

    Optional<CopiedFolder> folder(MailSource source, MailboxId target, String folder, long validity) {
        return jdbc.sql("select * from mailbox.copied_folder where source = :source and target = :target"
                        + " and folder = :folder and validity = :validity")
                .param("source", source.key())
                .param("target", target.value())
                .param("folder", CopyNames.digest(folder))
                .param("validity", validity)
                .query((row, _) -> new CopiedFolder(
                        row.getLong("validity"),
                        row.getLong("through"),
                        row.getLong("target_validity"),
                        row.getLong("target_next"),
                        row.getLong("messages"),
                        row.getLong("octets")))
                .optional();
    }

    /** Never backwards: a worker that lost its job may wake and write late. */
    void note(MailSource source, MailboxId target, String folder, CopiedFolder at) {
        jdbc.sql("insert into mailbox.copied_folder values"
                        + " (:source, :target, :folder, :validity, :through, :targetValidity, :targetNext, :messages, :octets)"
                        + " on conflict (source, target, folder, validity) do update set through = excluded.through,"
                        + " target_validity = excluded.target_validity, target_next = excluded.target_next,"
                        + " messages = excluded.messages, octets = excluded.octets"
                        + " where copied_folder.through <= excluded.through")
                .param("source", source.key())
                .param("target", target.value())
                .param("folder", CopyNames.digest(folder))
                .param("validity", at.validity())
                .param("through", at.through())
                .param("targetValidity", at.targetValidity())
                .param("targetNext", at.targetNext())
                .param("messages", at.messages())
                .param("octets", at.octets())
                .update();
    }

    private static Copy read(ResultSet row, int n) throws SQLException {
        var done = row.getTimestamp("done_at");
        return new Copy(
                row.getLong("id"),
                source(row.getString("source"), row.getString("elsewhere")),
                new MailboxId(row.getLong("target")),
                row.getLong("owner"),
                new By(row.getString("by_actor"), row.getString("by_name")),
                new JobId(row.getLong("job")),
                row.getTimestamp("created_at").toInstant(),
                done == null ? null : done.toInstant(),
                row.getLong("messages"),
                row.getLong("octets"));
    }

    private static MailSource source(String key, @Nullable String elsewhere) {
        var name = key.substring(key.indexOf(':') + 1);
        return elsewhere == null
                ? new MailSource.Held(new MailboxId(Long.parseLong(name)))
                : new MailSource.Elsewhere(new BoxId(name), MailAddress.parse(elsewhere));
    }
}
