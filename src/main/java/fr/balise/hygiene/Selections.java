package fr.balise.hygiene;

import fr.balise.identity.Actor;
import fr.balise.mailstore.AccountId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Keeps what somebody chose while it is being attested, so that no address stands in a link. For a day, and for that person alone. */
@Service
public class Selections {
    static final Duration GOOD_FOR = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final StockRows rows;
    private final InstantSource clock;

    Selections(JdbcClient jdbc, StockRows rows, InstantSource clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.clock = clock;
    }

    public long keep(Actor actor, AccountId account, Choice choice) {
        jdbc.sql("delete from hygiene.selection where made_at < :over")
                .param("over", Timestamp.from(clock.instant().minus(GOOD_FOR)))
                .update();
        return jdbc.sql("insert into hygiene.selection (account, owner, what, made_at)"
                        + " values (:account, :owner, :what, :now) returning id")
                .param("account", account.value())
                .param("owner", actor.account())
                .param("what", rows.sealed(choice.text(), account))
                .param("now", Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
    }

    /** Empty for somebody else's, and after a day. */
    public Optional<Choice> find(Actor actor, AccountId account, long id) {
        return jdbc.sql("select what from hygiene.selection where id = :id and account = :account and owner = :owner"
                        + " and made_at > :since")
                .param("id", id)
                .param("account", account.value())
                .param("owner", actor.account())
                .param("since", Timestamp.from(clock.instant().minus(GOOD_FOR)))
                .query((row, _) -> Choice.parse(rows.opened(row.getBytes(1), account)))
                .optional()
                .filter(Choice::isAnything);
    }
}
