package fr.balise.mailbox.elsewhere;

import fr.balise.kernel.MailAddress;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which automatic replies Balise was asked to lay at other operators, each for the person who asked. */
@Repository
class ReplyRows {
    private final JdbcClient jdbc;

    ReplyRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Standing> find(long person, MailAddress mailbox) {
        return jdbc.sql(
                        "select new_address, copied, script_before, put_at from mailbox.elsewhere_reply where person = :person and address_key = :key")
                .param("person", person)
                .param("key", mailbox.key())
                .query((row, _) -> new Standing(
                        MailAddress.parse(row.getString(1)),
                        row.getBoolean(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant()))
                .optional();
    }

    void put(long person, MailAddress mailbox, MailAddress to, boolean copied, @Nullable String before, Instant now) {
        jdbc.sql("insert into mailbox.elsewhere_reply (person, address_key, new_address, copied, script_before, put_at)"
                        + " values (:person, :key, :to, :copied, :before, :now) on conflict (person, address_key) do update"
                        + " set new_address = excluded.new_address, copied = excluded.copied,"
                        + " script_before = excluded.script_before, put_at = excluded.put_at")
                .param("person", person)
                .param("key", mailbox.key())
                .param("to", to.toString())
                .param("copied", copied)
                .param("before", before, Types.VARCHAR)
                .param("now", Timestamp.from(now))
                .update();
    }

    boolean remove(long person, MailAddress mailbox) {
        return jdbc.sql("delete from mailbox.elsewhere_reply where person = :person and address_key = :key")
                        .param("person", person)
                        .param("key", mailbox.key())
                        .update()
                > 0;
    }
}
