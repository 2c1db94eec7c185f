package fr.balise.mailstore;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.ElsewhereMail.Answer;
import fr.balise.mailstore.ElsewhereMail.Credential;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Mailboxes of other operators that people connected: each for the person who did, nobody else. */
@Service
public class ElsewhereConnections {
    private final ElsewhereMail mail;
    private final ElsewhereFilters filters;
    private final SecretBox box;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    ElsewhereConnections(
            ElsewhereMail mail, ElsewhereFilters filters, SecretBox box, JdbcClient jdbc, InstantSource clock) {
        this.mail = mail;
        this.filters = filters;
        this.box = box;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param person account of the person in the room {@code identity} */
    public Optional<Instant> since(long person, MailAddress mailbox) {
        return jdbc.sql("select connected_at from mailstore.elsewhere where person = :person and address_key = :key")
                .param("person", person)
                .param("key", mailbox.key())
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    /** Keeps what was just seen to open it. Publish the audit row in the same transaction. */
    public void keep(long person, MailAddress mailbox, Credential.AppPassword password) {
        jdbc.sql("insert into mailstore.elsewhere (person, address_key, sealed, connected_at)"
                        + " values (:person, :key, :sealed, :now) on conflict (person, address_key)"
                        + " do update set sealed = excluded.sealed, connected_at = excluded.connected_at")
                .param("person", person)
                .param("key", mailbox.key())
                .param("sealed", box.seal(password.secret(), owner(person, mailbox)))
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** Forgets it. @return whether there was one */
    public boolean forget(long person, MailAddress mailbox) {
        return jdbc.sql("delete from mailstore.elsewhere where person = :person and address_key = :key")
                        .param("person", person)
                        .param("key", mailbox.key())
                        .update()
                > 0;
    }

    /** With what was kept; empty when there is nothing, or nothing that can still be unsealed. Goes over the network. */
    public Optional<Answer> open(long person, MailAddress mailbox) {
        return kept(person, mailbox).map(password -> mail.open(mailbox, password));
    }

    /** A token for the pages of one session: sealed, since sessions lie in the database. It opens for that person and mailbox alone. */
    public byte[] sealed(long person, MailAddress mailbox, Credential.Token token) {
        return box.seal(token.value(), token(person, mailbox));
    }

    /** With such a token; empty when it cannot be unsealed. Goes over the network. */
    public Optional<Answer> open(long person, MailAddress mailbox, byte[] sealed) {
        return box.open(sealed, token(person, mailbox)).map(value -> mail.open(mailbox, new Credential.Token(value)));
    }

    private static String token(long person, MailAddress mailbox) {
        return "token " + owner(person, mailbox);
    }

    /** The filters of that mailbox; empty as above. Goes over the network. */
    public Optional<ElsewhereFilters.Answer> filters(long person, MailAddress mailbox) {
        return kept(person, mailbox).map(password -> filters.open(mailbox, password));
    }

    private Optional<Credential.AppPassword> kept(long person, MailAddress mailbox) {
        return jdbc.sql("select sealed from mailstore.elsewhere where person = :person and address_key = :key")
                .param("person", person)
                .param("key", mailbox.key())
                .query((row, _) -> row.getBytes(1))
                .optional()
                .flatMap(kept -> box.open(kept, owner(person, mailbox)))
                .map(Credential.AppPassword::new);
    }

    private static String owner(long person, MailAddress mailbox) {
        return person + " " + mailbox.key();
    }
}
