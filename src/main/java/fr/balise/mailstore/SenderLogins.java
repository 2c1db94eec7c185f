package fr.balise.mailstore;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Names under which people send from a mailbox by a right: address@person. Postfix lets them use the mailbox's address. */
@Repository
class SenderLogins {
    private final JdbcClient jdbc;

    SenderLogins(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Known to Postfix when this returns. It opens nothing: Balise itself gives it, at each login that it grants. */
    String name(AccountId account, long person) {
        jdbc.sql(
                        "insert into mailstore.sender_login (account, person) values (:account, :person) on conflict do nothing")
                .param("account", account.value())
                .param("person", person)
                .update();
        return jdbc.sql("select address_key || '@' || :person from mailstore.account where id = :account")
                .param("person", Long.toString(person))
                .param("account", account.value())
                .query((row, _) -> row.getString(1))
                .single();
    }
}
