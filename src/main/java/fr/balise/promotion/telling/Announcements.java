package fr.balise.promotion.telling;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.Named;
import fr.balise.promotion.Spot;
import fr.balise.promotion.telling.Announcement.Source;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of what was told: how many, never whom. */
@Repository
class Announcements {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_OCTETS = 15;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{20}");

    private final JdbcClient jdbc;

    Announcements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static String token() {
        var octets = new byte[TOKEN_OCTETS];
        RANDOM.nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    void add(Spot spot, Announcement one, long account) {
        jdbc.sql("""
                insert into promotion.announcement (person, situation, address, token, source, messages, at, said_by)
                values (:person, :situation, :address, :token, :source, :messages, :at, :account)""")
                .param("person", spot.person())
                .param("situation", spot.situation(), Types.BIGINT)
                .param("address", one.address().key())
                .param("token", one.token())
                .param("source", one.source().word())
                .param("messages", one.messages())
                .param("at", one.at().atOffset(ZoneOffset.UTC))
                .param("account", account)
                .update();
    }

    /** Those of a place, oldest first. */
    List<Announcement> of(Spot spot) {
        return jdbc.sql("""
                        select address, token, source, messages, noted, at from promotion.announcement
                         where person = ? and situation is not distinct from ? order by at, id""")
                .param(spot.person())
                .param(2, spot.situation(), Types.BIGINT)
                .query((row, _) -> read(row))
                .list();
    }

    /** Messages of a person since then, for whichever place. */
    int messages(long person, Instant since) {
        return jdbc.sql("select coalesce(sum(messages), 0) from promotion.announcement where person = ? and at > ?")
                .params(person, since.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    /** Of two presses at once one waits for the other. Until the commit. */
    void hold(long person) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('promotion.announcement'), ?)")
                .param((int) (person % Integer.MAX_VALUE))
                .query((row, _) -> 0)
                .single();
    }

    Optional<Spot> behind(String token) {
        if (!TOKEN.matcher(token).matches()) return Optional.empty();
        return jdbc.sql("select person, situation from promotion.announcement where token = ?")
                .param(token)
                .query((row, _) -> new Spot(row.getLong("person"), row.getObject("situation", Long.class), null))
                .optional();
    }

    /** One more; never more than there were messages. */
    void noted(String token) {
        jdbc.sql("update promotion.announcement set noted = noted + 1 where token = ? and noted < messages")
                .param(token)
                .update();
    }

    private static Announcement read(ResultSet row) throws SQLException {
        return new Announcement(
                MailAddress.parse(row.getString("address")),
                row.getString("token"),
                Named.of(Source.class, row.getString("source")),
                row.getInt("messages"),
                row.getInt("noted"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
