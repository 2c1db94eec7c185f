package fr.balise.promotion;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Short links, one per place. A code is never given to another place, and never changes: it is printed. */
@Repository
public class Links {
    /** Letters and digits that nobody takes for one another when a printed link is typed. */
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    /** 60 bits: with the pace of the page, nobody finds one by trying. */
    private static final int LENGTH = 12;

    private static final Pattern CODE = Pattern.compile("[0-9a-z]{" + LENGTH + "}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;

    Links(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param open false: switched off, the page answers as if there were none */
    public record Link(String code, boolean open) {}

    /** @param spot of a place; exceptions by document have no link of their own */
    public Optional<Link> of(Spot spot) {
        return jdbc.sql("select code, open from promotion.link where person = ? and situation is not distinct from ?")
                .param(spot.person())
                .param(2, spot.situation(), Types.BIGINT)
                .query(Links::read)
                .optional();
    }

    /** The place behind a code as it is printed or was typed; empty where there is none, or where it is switched off. */
    Optional<Spot> behind(String typed) {
        return code(typed)
                .flatMap(code -> jdbc.sql("select person, situation from promotion.link where code = ? and open")
                        .param(code)
                        .query((row, _) ->
                                new Spot(row.getLong("person"), row.getObject("situation", Long.class), null))
                        .optional());
    }

    /** Empty for what can be no code. */
    static Optional<String> code(String typed) {
        return Optional.of(typed.toLowerCase(Locale.ROOT))
                .filter(code -> CODE.matcher(code).matches());
    }

    /** Makes one where there is none. One that was switched off stays so. */
    void make(Spot spot, long account, Instant now) {
        jdbc.sql("""
                insert into promotion.link (code, person, situation, open, said_at, said_by)
                values (:code, :person, :situation, true, :at, :account) on conflict do nothing""")
                .param("code", fresh())
                .param("person", spot.person())
                .param("situation", spot.situation(), Types.BIGINT)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("account", account)
                .update();
    }

    /** False when it was already so. */
    boolean turn(Spot spot, boolean open, long account, Instant now) {
        return jdbc.sql("""
                        update promotion.link set open = :open, said_at = :at, said_by = :account
                         where person = :person and situation is not distinct from :situation and open <> :open""")
                        .param("open", open)
                        .param("at", now.atOffset(ZoneOffset.UTC))
                        .param("account", account)
                        .param("person", spot.person())
                        .param("situation", spot.situation(), Types.BIGINT)
                        .update()
                == 1;
    }

    static Link read(ResultSet row, int number) throws SQLException {
        return new Link(row.getString("code"), row.getBoolean("open"));
    }

    static String fresh() {
        return RANDOM.ints(LENGTH, 0, ALPHABET.length())
                .map(ALPHABET::charAt)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
