package fr.balise.directory.load;

import java.time.LocalDate;

/** People and structures: they come before what hangs on them, and leave after it. */
final class BearerSwitch {
    private static final String HOLDS = """
            (exists (select 1 from directory.situation s where s.%1$s_id = c.id and s.gone_since is null)
             or exists (select 1 from directory.attachment a where a.%1$s_id = c.id and a.gone_since is null))""";

    private final Applying applying;
    private final LocalDate day;

    BearerSwitch(Applying applying, LocalDate day) {
        this.applying = applying;
        this.day = day;
    }

    void come(String entity) {
        applying.appear(entity, day);
        applying.change(entity, day);
        applying.reappear(entity, "select id from back where entity = '" + entity + "'", day);
    }

    void leave(String entity) {
        applying.leave(
                entity,
                "select c.id from absent c where c.entity = '%s' and not %s".formatted(entity, holds(entity)),
                day);
        // Whoever stays is told by another file from now on.
        applying.run(
                "update directory.%1$s set told_by = null, row_hash = null where gone_since is null and id in (select id from absent where entity = '%1$s')"
                        .formatted(entity),
                day);
    }

    private static String holds(String entity) {
        var held = HOLDS.formatted(entity);
        return entity.equals("person")
                ? "(%s or exists (select 1 from directory.qualification q where q.person_id = c.id))".formatted(held)
                : held;
    }
}
