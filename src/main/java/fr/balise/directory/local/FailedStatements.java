package fr.balise.directory.local;

import fr.balise.directory.FailedPublications;
import fr.balise.directory.Publication.State;
import fr.balise.kernel.SensitiveAct;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door {@link FailedPublications}, on rows. */
@Service
class FailedStatements implements FailedPublications {
    private static final String AGAIN =
            "update directory.errand set state = 'waiting', attempts = 0, next_try = :now where state = 'failed'";

    private final Statements statements;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    FailedStatements(Statements statements, JdbcClient jdbc, ApplicationEventPublisher events, InstantSource clock) {
        this.statements = statements;
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public List<State> after(long statement, int limit) {
        return statements.failed(statement, Math.clamp(limit, 1, 1000));
    }

    @Override
    public long count() {
        return jdbc.sql("select count(*) from directory.errand where state = 'failed'")
                .query(Long.class)
                .single();
    }

    @Override
    @Transactional
    public boolean again(long statement, String by) {
        boolean put = jdbc.sql(AGAIN + " and attachment_id = :id")
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .param("id", statement)
                        .update()
                > 0;
        if (put) tell("statement:" + statement, 1, by);
        return put;
    }

    @Override
    @Transactional
    public int allAgain(String by) {
        int put = jdbc.sql(AGAIN)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        if (put > 0) tell("statements", put, by);
        return put;
    }

    private void tell(String target, int how, String by) {
        events.publishEvent(new SensitiveAct(
                by,
                "directory.publish-again",
                target,
                Map.of("state", "failed"),
                Map.of("state", "waiting", "number", Integer.toString(how)),
                clock.instant()));
    }
}
