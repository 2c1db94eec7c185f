package fr.balise.directory.fhir;

import ca.uhn.fhir.rest.param.ParameterUtil;
import java.util.Locale;

/** Mailboxes as searched, on the resource that carries them. */
final class Mailboxes {
    private static final int SHORTEST_PART = 3;

    private Mailboxes() {}

    static Clause address(Kind kind, String value, String modifier) {
        var typed = ParameterUtil.unescape(value);
        var key = typed.toLowerCase(Locale.ROOT);
        return switch (modifier) {
            case "missing" -> missing(kind, value);
            case "exact" -> few(kind, "d.key = ? and d.display = ?", key, typed);
            case "contains" -> contains(kind, key);
            default -> whole(key) ? few(kind, "d.key = ?", key) : carries(kind, "starts_with(d.key, ?)", key);
        };
    }

    /** {@code mailbox-mss:contains=@} is how the national guide asks for "has a mailbox". */
    private static Clause contains(Kind kind, String part) {
        if (part.equals("@")) return carries(kind, "true");
        if (part.length() < SHORTEST_PART)
            throw Bad.value("Part of an address has at least " + SHORTEST_PART + " characters, or is @ alone.");
        return carries(kind, "position(? in d.key) > 0", part);
    }

    static Clause type(Kind kind, String value) {
        var token = Token.read(value);
        if (!token.inSystem(Systems.nomenclature("TRE_R257-TypeBAL"))) return Clause.NEVER;
        return token.code() == null ? carries(kind, "true") : carries(kind, "d.type = ?", token.code());
    }

    private static Clause missing(Kind kind, String value) {
        var has = carries(kind, "true");
        return Flags.read(value) ? has.negated().and(Clause.of(Public.active(kind))) : has;
    }

    private static boolean whole(String key) {
        return key.indexOf('@') > 0 && key.lastIndexOf('.') > key.indexOf('@');
    }

    private static Clause few(Kind kind, String condition, Object... values) {
        return Clause.few(sql(kind, condition), values);
    }

    private static Clause carries(Kind kind, String condition, Object... values) {
        return Clause.of(sql(kind, condition), values);
    }

    private static String sql(Kind kind, String condition) {
        return """
                (r.id in (select a.%1$s from directory.address d join directory.attachment a on a.address_id = d.id
                           where a.%1$s is not null and %2$s and %3$s %4$s) and %5$s)""".formatted(kind.attachedBy, condition, Public.LISTED, Public.carried(kind), Public.active(kind));
    }
}
