package fr.balise.directory.fhir;

import ca.uhn.fhir.rest.param.ParameterUtil;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Ids of resources: whole numbers. Anything else is the id of nothing. */
final class Ids {
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}");

    private Ids() {}

    static OptionalLong read(String text) {
        return NUMBER.matcher(text).matches() ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    static Clause matches(String column, String value) {
        var id = read(ParameterUtil.unescape(value));
        return id.isPresent() ? Clause.few(column + " = ?", id.getAsLong()) : Clause.NEVER;
    }

    /** A reference: an id, {@code Type/id}, or the address of the resource. */
    static OptionalLong referred(Kind kind, String value) {
        var text = ParameterUtil.unescape(value);
        int slash = text.lastIndexOf('/');
        if (slash < 0) return read(text);
        var before = text.substring(0, slash);
        boolean rightType = before.equals(kind.resource) || before.endsWith("/" + kind.resource);
        return rightType ? read(text.substring(slash + 1)) : OptionalLong.empty();
    }
}
