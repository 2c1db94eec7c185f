package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.Named;
import fr.balise.kernel.SensitiveAct;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Notices, oppositions and proposals about unused mailboxes, as they happened. Rows are only added; the database refuses the rest. */
@Repository
public class EvidenceBook {
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    EvidenceBook(JdbcClient jdbc, ApplicationEventPublisher events, InstantSource clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** With its trace, in one commit. The same thing noted twice for one day stands once. */
    @Transactional
    public void note(MailboxId mailbox, Evidence evidence, By by) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var added = jdbc.sql(
                        "insert into mailbox.inactivity_evidence (hosted, kind, on_day, way, at, by_actor, by_name)"
                                + " values (:id, :kind, :on, :way, :at, :actor, :name) on conflict do nothing")
                .param("id", mailbox.value())
                .param("kind", kind(evidence))
                .param("on", evidence.on())
                .param("way", way(evidence))
                .param("at", HostedRow.at(now))
                .param("actor", by.actor())
                .param("name", by.name())
                .update();
        if (added == 1)
            events.publishEvent(new SensitiveAct(
                    by.actor(),
                    "mailbox.inactivity-" + kind(evidence),
                    "mailbox:" + mailbox,
                    Map.of(),
                    Map.of("on", evidence.on().toString()),
                    now));
    }

    /** Oldest first. */
    public List<Evidence> of(MailboxId mailbox) {
        return jdbc.sql("select kind, on_day, way from mailbox.inactivity_evidence where hosted = :id order by id")
                .param("id", mailbox.value())
                .query(EvidenceBook::read)
                .list();
    }

    private static Evidence read(ResultSet row, int number) throws SQLException {
        var on = row.getObject("on_day", LocalDate.class);
        return switch (row.getString("kind")) {
            case "noticed" -> new Evidence.Noticed(on, Named.of(Evidence.Channel.class, row.getString("way")));
            case "opposed" -> new Evidence.Opposed(on, Named.of(Evidence.Way.class, row.getString("way")));
            case "proposed" -> new Evidence.Proposed(on);
            case String unknown -> throw new IllegalStateException("unknown evidence: " + unknown);
        };
    }

    private static String kind(Evidence evidence) {
        return switch (evidence) {
            case Evidence.Noticed _ -> "noticed";
            case Evidence.Opposed _ -> "opposed";
            case Evidence.Proposed _ -> "proposed";
        };
    }

    private static @Nullable String way(Evidence evidence) {
        return switch (evidence) {
            case Evidence.Noticed(var _, var channel) -> Named.word(channel);
            case Evidence.Opposed(var _, var way) -> Named.word(way);
            case Evidence.Proposed _ -> null;
        };
    }
}
