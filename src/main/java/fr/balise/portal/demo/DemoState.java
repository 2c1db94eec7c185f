package fr.balise.portal.demo;

import java.time.LocalDate;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the demo remembers of itself between two starts: one row. */
@Repository
@Profile("demo")
class DemoState {
    private final JdbcClient jdbc;

    DemoState(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    int clockDays() {
        return jdbc.sql("select clock_days from portal.demo")
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    boolean begun() {
        return jdbc.sql("select count(*) > 0 from portal.demo")
                .query(Boolean.class)
                .single();
    }

    boolean seeded() {
        return jdbc.sql("select seeded from portal.demo")
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    int files() {
        return jdbc.sql("select files from portal.demo")
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    void begin(LocalDate firstDay) {
        jdbc.sql(
                        "insert into portal.demo (first_day) values (:day) on conflict (one)"
                                + " do update set first_day = :day, clock_days = 0, files = 0, last_file = null, seeded = false")
                .param("day", firstDay)
                .update();
    }

    void clockDays(int days) {
        jdbc.sql("update portal.demo set clock_days = :days")
                .param("days", days)
                .update();
    }

    void loaded(LocalDate day) {
        jdbc.sql("update portal.demo set files = files + 1, last_file = :day")
                .param("day", day)
                .update();
    }

    /** Whether a file of {@code day} would be newer than all that were loaded. */
    boolean fileDue(LocalDate day) {
        return jdbc.sql("select last_file is null or last_file < :day from portal.demo")
                .param("day", day)
                .query(Boolean.class)
                .optional()
                .orElse(true);
    }

    void done() {
        jdbc.sql("update portal.demo set seeded = true").update();
    }
}
