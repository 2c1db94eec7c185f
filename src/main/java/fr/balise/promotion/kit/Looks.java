package fr.balise.promotion.kit;

import fr.balise.promotion.Spot;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of how the documents of a place look. */
@Repository
class Looks {
    private final JdbcClient jdbc;

    Looks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Look of(Spot spot) {
        return jdbc.sql("select colour, logo from promotion.look where person = ? and situation is not distinct from ?")
                .param(spot.person())
                .param(2, spot.situation(), Types.BIGINT)
                .query((row, _) -> {
                    var colour = row.getObject("colour", Integer.class);
                    return new Look(colour == null ? Look.PLAIN.colour() : new Colour(colour), row.getBytes("logo"));
                })
                .optional()
                .orElse(Look.PLAIN);
    }

    void keep(Spot spot, Look look, long account, Instant now) {
        @Nullable
        Integer colour =
                look.colour().equals(Look.PLAIN.colour()) ? null : look.colour().rgb();
        jdbc.sql("""
                insert into promotion.look (person, situation, colour, logo, changed_at, changed_by)
                values (:person, :situation, :colour, :logo, :at, :account)
                on conflict (person, situation) do update set colour = excluded.colour, logo = excluded.logo,
                  changed_at = excluded.changed_at, changed_by = excluded.changed_by""")
                .param("person", spot.person())
                .param("situation", spot.situation(), Types.BIGINT)
                .param("colour", colour, Types.INTEGER)
                .param("logo", look.logo(), Types.BINARY)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("account", account)
                .update();
    }
}
