package fr.balise.directory.fhir;

import ca.uhn.fhir.rest.param.ParameterUtil;
import org.jspecify.annotations.Nullable;

/**
 * A token as searched: {@code code}, {@code system|code}, {@code |code}, {@code system|}.
 *
 * @param system null for any, empty for none
 * @param code null for any of the system
 */
record Token(@Nullable String system, @Nullable String code) {

    static Token read(String value) {
        int bar = ParameterUtil.nonEscapedIndexOf(value, '|');
        if (bar < 0) return new Token(null, ParameterUtil.unescape(value));
        var code = ParameterUtil.unescape(value.substring(bar + 1));
        var system = ParameterUtil.unescape(value.substring(0, bar));
        if (code.isEmpty() && system.isEmpty()) throw Bad.value("A token holds a code, a system and a bar, or both.");
        return new Token(system, code.isEmpty() ? null : code);
    }

    boolean inSystem(String other) {
        return system == null || system.equals(other);
    }

    /** Whether it asks for this very code. */
    boolean asksFor(String otherSystem, String otherCode) {
        return inSystem(otherSystem) && (code == null || code.equals(otherCode));
    }
}
