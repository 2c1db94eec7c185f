package fr.balise.identity.account;

import fr.balise.kernel.NationalPersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The accounts, by id, by national id and by what their provider calls them. */
@Repository
public class AccountStore {
    private final JdbcClient jdbc;

    AccountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Account> get(long id) {
        return jdbc.sql("select * from identity.account where id = :id")
                .param("id", id)
                .query(AccountStore::read)
                .optional();
    }

    public Optional<Account> find(NationalPersonId person) {
        return jdbc.sql("select * from identity.account where national_id = :person")
                .param("person", person.value())
                .query(AccountStore::read)
                .optional();
    }

    /** Everyone who ever logged in or was named and whose name holds these letters, by name. */
    List<Account> all(String letters, int limit) {
        return jdbc.sql("select * from identity.account where strpos(lower(name), lower(:letters)) > 0"
                        + " order by name, id limit :limit")
                .param("letters", letters.replace("\u0000", ""))
                .param("limit", limit)
                .query(AccountStore::read)
                .list();
    }

    /** The account of a person who is named before the first login; an existing one keeps its name. */
    long name(NationalPersonId person, String name, Instant now) {
        jdbc.sql("insert into identity.account (national_id, name, created_at) values (:person, :name, :now)"
                        + " on conflict (national_id) do nothing")
                .param("person", person.value())
                .param("name", name)
                .param("now", Timestamp.from(now))
                .update();
        return find(person).orElseThrow().id();
    }

    /** The account of someone who has just logged in. */
    long enter(Proven proven, Instant now) {
        var known = proven.nationalId();
        var key = known == null ? "(issuer, subject)" : "(national_id)";
        return jdbc.sql("insert into identity.account (national_id, issuer, subject, name, created_at, last_login_at)"
                        + " values (:person, :issuer, :subject, :name, :now, :now) on conflict " + key
                        + " do update set name = excluded.name, last_login_at = excluded.last_login_at returning id")
                .param("person", known == null ? null : known.value())
                .param("issuer", known == null ? proven.issuer() : null)
                .param("subject", known == null ? proven.subject() : null)
                .param("name", proven.name())
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .single();
    }

    /** An account that only its passkeys open. */
    long open(String subject, String name, Instant now) {
        return jdbc.sql("insert into identity.account (issuer, subject, name, created_at)"
                        + " values (:issuer, :subject, :name, :now) returning id")
                .param("issuer", Account.OWN_ISSUER)
                .param("subject", subject)
                .param("name", name)
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .single();
    }

    /** What the provider calls the account, or the handle of its passkeys; empty for people with a national id. */
    public Optional<String> subject(long account) {
        return jdbc.sql("select subject from identity.account where id = :id and subject is not null")
                .param("id", account)
                .query(String.class)
                .optional();
    }

    /** Holds the row until commit. */
    public void lock(long account) {
        jdbc.sql("select id from identity.account where id = :id for update")
                .param("id", account)
                .query(Long.class)
                .single();
    }

    void loggedIn(long account, Instant now) {
        jdbc.sql("update identity.account set last_login_at = :now where id = :id")
                .param("id", account)
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Whether that changed anything. */
    boolean operator(long account, boolean granted) {
        return jdbc.sql("update identity.account set operator = :granted where id = :id and operator <> :granted")
                        .param("id", account)
                        .param("granted", granted)
                        .update()
                > 0;
    }

    static Account read(ResultSet row, int number) throws SQLException {
        var person = row.getString("national_id");
        return new Account(
                row.getLong("id"),
                person == null ? null : new NationalPersonId(person),
                row.getString("name"),
                row.getBoolean("operator"),
                Account.OWN_ISSUER.equals(row.getString("issuer")));
    }
}
