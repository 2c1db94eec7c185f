package fr.balise.record;

import fr.balise.kernel.SensitiveAct;
import fr.balise.mailstore.AccountId;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** "Votre logiciel classe-t-il les documents ?": asked once for each mailbox, kept, and changed by whoever may file in it. */
@Service
public class Habits {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Habits(JdbcClient jdbc, TransactionTemplate transaction, ApplicationEventPublisher events, InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /** @param by the name of whoever said so */
    public record Said(Habit habit, String by, Instant at) {}

    /** Empty until somebody answered. */
    public Optional<Said> of(AccountId account) {
        return jdbc.sql("select * from record.habit where account = :account")
                .param("account", account.value())
                .query((row, _) -> new Said(
                        Habit.valueOf(row.getString("habit")),
                        row.getString("by_name"),
                        row.getTimestamp("said_at").toInstant()))
                .optional();
    }

    public void say(Filer filer, Habit habit) {
        transaction.executeWithoutResult(_ -> {
            var now = clock.instant();
            var before = of(filer.account());
            jdbc.sql(
                            "insert into record.habit (account, habit, by_name, said_at) values (:account, :habit, :name, :now)"
                                    + " on conflict (account) do update set habit = :habit, by_name = :name, said_at = :now")
                    .param("account", filer.account().value())
                    .param("habit", habit.name())
                    .param("name", filer.actor().name())
                    .param("now", Timestamp.from(now))
                    .update();
            events.publishEvent(new SensitiveAct(
                    filer.actor().auditName(),
                    "record.habit",
                    HandOvers.subject(filer.account()),
                    before.map(said -> Map.of("habit", said.habit().name())).orElse(Map.of()),
                    Map.of("habit", habit.name()),
                    now));
        });
    }

    void forget(AccountId account) {
        jdbc.sql("delete from record.habit where account = :account")
                .param("account", account.value())
                .update();
    }
}
