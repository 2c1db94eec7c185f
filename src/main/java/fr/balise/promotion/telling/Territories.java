package fr.balise.promotion.telling;

import fr.balise.promotion.telling.Adoption.Month;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was counted of departments: months of small groups are not here. */
@Repository
class Territories {
    private final JdbcClient jdbc;

    Territories(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Instant> countedAt() {
        return jdbc.sql("select max(counted_at) from promotion.territory")
                .query((row, _) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single();
    }

    /** Months that are known, oldest first, by department. */
    SortedMap<String, List<Month>> all() {
        var all = new TreeMap<String, List<Month>>();
        jdbc.sql("select department, month, preferred, others from promotion.territory order by department, month")
                .query(row -> {
                    all.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                            .add(new Month(
                                    YearMonth.from(row.getObject(2, LocalDate.class)),
                                    row.getInt(3),
                                    row.getInt(4),
                                    false,
                                    true));
                });
        return all;
    }

    /**
     * In place of all that was there, whole. Of several processes that counted at once the first one's is kept, so that what is shown is
     * of one count: months of two could let a small group be had by subtraction. Inside a transaction.
     *
     * @param seen when it was last counted, as this count began
     * @return false when another one was kept since
     */
    boolean keep(SortedMap<String, List<Month>> counted, Optional<Instant> seen, Instant now) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('promotion.territory'))")
                .query((row, _) -> 0)
                .single();
        if (!countedAt().equals(seen)) return false;
        jdbc.sql("delete from promotion.territory").update();
        counted.forEach((department, months) -> {
            for (var month : months)
                if (month.known())
                    jdbc.sql("insert into promotion.territory values (?, ?, ?, ?, ?)")
                            .params(
                                    department,
                                    month.month().atDay(1),
                                    month.preferred(),
                                    month.others(),
                                    now.atOffset(ZoneOffset.UTC))
                            .update();
        });
        return true;
    }
}
