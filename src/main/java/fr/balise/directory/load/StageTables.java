package fr.balise.directory.load;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of the transaction that hold the differences until they are applied. They vanish with it, whatever happens. */
final class StageTables {
    private static final List<String> TABLES =
            List.of("person", "structure", "situation", "address", "attachment", "qualification");

    private StageTables() {}

    static void create(JdbcClient jdbc) {
        for (var table : TABLES)
            for (var state : List.of("fresh_", "changed_"))
                jdbc.sql("create temp table %s%s (like directory.%s including defaults) on commit drop"
                                .formatted(state, table, table))
                        .update();
        for (var state : List.of("fresh_", "changed_"))
            jdbc.sql("alter table " + state + "attachment add profession text, add category text, add skills text[]")
                    .update();
        for (var list : List.of("absent", "back"))
            jdbc.sql("create temp table " + list + " (entity text, id bigint) on commit drop")
                    .update();
        jdbc.sql("create temp table pair (fresh bigint, held bigint) on commit drop")
                .update();
    }

    static void createLate(JdbcClient jdbc) {
        jdbc.sql("create temp table late_skill (situation bigint, skill text) on commit drop")
                .update();
    }

    /** Without figures the planner takes an empty table for a large one. */
    static void analyze(JdbcClient jdbc) {
        for (var table : TABLES)
            jdbc.sql("analyze fresh_" + table + ", changed_" + table).update();
        jdbc.sql("analyze absent, back").update();
    }
}
