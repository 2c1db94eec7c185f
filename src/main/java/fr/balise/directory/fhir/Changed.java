package fr.balise.directory.fhir;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * When a resource was last written: itself, or a mailbox that it carries or carried. A mailbox that appears or leaves changes the
 * resource, so that who follows the directory by {@code _lastUpdated} sees it.
 */
final class Changed {
    private Changed() {}

    /** Value of {@code meta.lastUpdated} for row {@code r}. */
    static String at(Kind kind) {
        return """
                greatest(r.updated_at, (select max(greatest(a.updated_at, d.updated_at))
                  from directory.attachment a join directory.address d on d.id = a.address_id where a.%s = r.id))""".formatted(kind.attachedBy);
    }

    static Clause matches(Kind kind, Moment moment) {
        return switch (moment.prefix()) {
            case "ge" -> since(kind, ">=", moment.from());
            case "gt", "sa" -> since(kind, ">=", moment.until());
            case "lt", "eb" -> since(kind, ">=", moment.from()).negated();
            case "le" -> since(kind, ">=", moment.until()).negated();
            case "ne" -> within(kind, moment).negated();
            default -> within(kind, moment);
        };
    }

    private static Clause within(Kind kind, Moment moment) {
        return since(kind, ">=", moment.from())
                .and(since(kind, ">=", moment.until()).negated());
    }

    private static Clause since(Kind kind, String than, Instant instant) {
        var at = instant.atOffset(ZoneOffset.UTC);
        var by = kind.attachedBy;
        return Clause.of("""
                (r.updated_at %2$s ? or r.id in (
                   select %1$s from directory.attachment where %1$s is not null and updated_at %2$s ?
                   union all
                   select a.%1$s from directory.address d join directory.attachment a on a.address_id = d.id
                    where a.%1$s is not null and d.updated_at %2$s ?))""".formatted(by, than), at, at, at);
    }
}
