package fr.balise.mailbox.closing;

import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.Named;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.MailboxId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What a delegate prepared for a holder to decide. It changes nothing of the mailbox; the holder sees it, changes it, decides. */
@Service
public class Drafts {
    private static final TypeReference<Map<String, String>> FORM = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Drafts(JdbcClient jdbc, JsonMapper json, ApplicationEventPublisher events, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.events = events;
        this.clock = clock;
    }

    public enum Kind {
        DEPUBLISH,
        REQUEST_DELETION;

        public String word() {
            return Named.word(this);
        }
    }

    /** @param form fields as they were filled in, to be read anew when somebody decides */
    public record Draft(UUID id, MailboxId mailbox, Kind kind, Map<String, String> form, Instant at, String by) {}

    /** In place of an earlier one of that kind. */
    @Transactional
    public Outcome<UUID> save(Subject subject, Hosted mailbox, Kind kind, Map<String, String> form) {
        if (!subject.may(Right.PREPARE)) return Outcome.refused(new Refusal.NotAllowed());
        var id = UUID.randomUUID();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        jdbc.sql("insert into mailbox.closing_draft (id, hosted, kind, form, at, by_actor, by_name)"
                        + " values (:id, :hosted, :kind, cast(:form as jsonb), :at, :actor, :name)"
                        + " on conflict (hosted, kind) do update set id = :id, form = cast(:form as jsonb), at = :at,"
                        + " by_actor = :actor, by_name = :name")
                .param("id", id)
                .param("hosted", mailbox.id().value())
                .param("kind", kind.word())
                .param("form", json.writeValueAsString(form))
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("actor", subject.actor().auditName())
                .param("name", subject.actor().name())
                .update();
        trace(subject, mailbox.id(), "mailbox.prepare-" + kind.word(), now);
        return Outcome.done(id);
    }

    public List<Draft> of(MailboxId mailbox) {
        return jdbc.sql("select * from mailbox.closing_draft where hosted = :id order by kind")
                .param("id", mailbox.value())
                .query(this::read)
                .list();
    }

    public Optional<Draft> of(MailboxId mailbox, Kind kind) {
        return of(mailbox).stream().filter(draft -> draft.kind() == kind).findFirst();
    }

    /** Decided, or given up. @param subject of whom the mailbox is: asked before */
    @Transactional
    public void drop(Subject subject, MailboxId mailbox, Kind kind) {
        var gone = jdbc.sql("delete from mailbox.closing_draft where hosted = :id and kind = :kind")
                .param("id", mailbox.value())
                .param("kind", kind.word())
                .update();
        if (gone > 0) trace(subject, mailbox, "mailbox.drop-" + kind.word(), clock.instant());
    }

    private void trace(Subject subject, MailboxId mailbox, String act, Instant at) {
        events.publishEvent(
                new SensitiveAct(subject.actor().auditName(), act, "mailbox:" + mailbox, Map.of(), Map.of(), at));
    }

    private Draft read(ResultSet row, int number) throws SQLException {
        return new Draft(
                row.getObject("id", UUID.class),
                new MailboxId(row.getLong("hosted")),
                Named.of(Kind.class, row.getString("kind")),
                json.readValue(row.getString("form"), FORM),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("by_name"));
    }
}
