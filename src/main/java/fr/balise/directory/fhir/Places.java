package fr.balise.directory.fhir;

import ca.uhn.fhir.rest.param.ParameterUtil;
import java.util.List;
import java.util.stream.Stream;

/** Names and places of structures as searched: beginning, accents and case apart. */
final class Places {
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    private Places() {}

    /** The name stays public when a structure has left, the trade name does not. */
    static Clause name(String value, String modifier) {
        return Clause.any(List.of(
                text("r.name", value, modifier),
                text("r.brand", value, modifier).and(Clause.of("r.brand is not null and r.gone_since is null"))));
    }

    static Clause city(String value, String modifier) {
        return text("r.city", value, modifier).and(Clause.of("r.gone_since is null"));
    }

    static Clause postcode(String value, String modifier) {
        return switch (modifier) {
            case "exact" -> Clause.of("(r.postcode = ? and r.gone_since is null)", ParameterUtil.unescape(value));
            case "contains" ->
                Clause.of("(position(? in r.postcode) > 0 and r.gone_since is null)", ParameterUtil.unescape(value));
            default ->
                Clause.of(
                        "(r.postcode ~>=~ ? and r.postcode ~<~ ? and r.gone_since is null)",
                        ParameterUtil.unescape(value),
                        ParameterUtil.unescape(value) + LAST);
        };
    }

    /** Any part of the address. */
    static Clause address(String value, String modifier) {
        var lines = Stream.of("r.line", "r.complement").map(column -> text(column, value, modifier));
        return Clause.any(Stream.concat(Stream.of(city(value, modifier), postcode(value, modifier)), lines)
                        .toList())
                .and(Clause.of("r.gone_since is null"));
    }

    private static Clause text(String column, String value, String modifier) {
        var typed = ParameterUtil.unescape(value);
        var plain = "directory.plain(" + column + ")";
        return switch (modifier) {
            case "exact" -> Clause.of("(" + column + " = ? and " + plain + " = directory.plain(?))", typed, typed);
            case "contains" -> Clause.of("position(directory.plain(?) in " + plain + ") > 0", typed);
            default ->
                Clause.of(
                        "(" + plain + " ~>=~ directory.plain(?) and " + plain + " ~<~ (directory.plain(?) || ?))",
                        typed,
                        typed,
                        LAST);
        };
    }
}
