package fr.balise.hygiene;

import fr.balise.hygiene.Preparation.Ended;
import fr.balise.identity.Actor;
import fr.balise.mailstore.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of clean-ups that wait for a holder. */
@Repository
class PreparationRows {
    private final JdbcClient jdbc;

    PreparationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long add(AccountId account, Actor by, Set<Group> groups, Weight weight, Instant now, Instant until) {
        return jdbc.sql(
                        "insert into hygiene.preparation (account, preparer, name, groups, messages, octets, prepared_at,"
                                + " expires_at) values (:account, :by, :name, :groups, :messages, :octets, :now, :until) returning id")
                .param("account", account.value())
                .param("by", by.account())
                .param("name", by.name())
                .param("groups", groups.stream().map(Enum::name).sorted().toArray(String[]::new))
                .param("messages", weight.messages())
                .param("octets", weight.octets())
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(until))
                .query(Long.class)
                .single();
    }

    /** Also one whose time is over. */
    Optional<Preparation> open(AccountId account) {
        return jdbc.sql("select * from hygiene.preparation where account = :account and ended_at is null")
                .param("account", account.value())
                .query(PreparationRows::read)
                .optional();
    }

    /** @return false when it has ended already */
    boolean end(long id, Ended how, Instant now) {
        return jdbc.sql(
                                "update hygiene.preparation set ended_at = :now, ended = :how where id = :id and ended_at is null")
                        .param("now", Timestamp.from(now))
                        .param("how", how.name())
                        .param("id", id)
                        .update()
                == 1;
    }

    private static Preparation read(ResultSet row, int n) throws SQLException {
        return new Preparation(
                row.getLong("id"),
                new AccountId(row.getLong("account")),
                row.getLong("preparer"),
                row.getString("name"),
                Arrays.stream((String[]) row.getArray("groups").getArray())
                        .map(Group::valueOf)
                        .collect(Collectors.toSet()),
                row.getLong("messages"),
                row.getLong("octets"),
                row.getTimestamp("prepared_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }
}
