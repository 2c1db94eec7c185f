package fr.balise.directory.fhir;

import ca.uhn.fhir.rest.api.QualifiedParamList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the parameters of a search. Whatever is not understood is refused: a filter left out would answer another question. */
final class Reader {
    static final int USUAL_COUNT = 50;
    static final int MOST = 1000;
    private static final int MOST_VALUES = 200;
    private static final int LONGEST_VALUE = 500;
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
    private static final Set<String> ABOUT_THE_REPLY = Set.of("_format", "_pretty", "_elements");

    private final Kind kind;
    private final Map<String, List<String>> given = new LinkedHashMap<>();
    private final List<Clause> clauses = new ArrayList<>();
    private final Set<String> includes = new LinkedHashSet<>();
    private int count = USUAL_COUNT;
    private Asked.Total total = Asked.Total.IF_KNOWN;
    private int values;

    private Reader(Kind kind) {
        this.kind = kind;
    }

    static Asked read(Kind kind, Map<String, List<String>> parameters) {
        return new Reader(kind).read(parameters);
    }

    private Asked read(Map<String, List<String>> parameters) {
        parameters.forEach((name, values) ->
                values.stream().filter(value -> !value.isEmpty()).forEach(value -> one(name, value)));
        if (clauses.isEmpty())
            throw Bad.value("A search needs at least one search parameter: the directory is not listed as a whole."
                    + " Name what you look for, for instance identifier or family; the national files hold the whole.");
        return new Asked(kind, given, Clause.all(clauses), includes, count, total);
    }

    private void one(String name, String value) {
        if (value.length() > LONGEST_VALUE) throw Bad.value("A value has more than " + LONGEST_VALUE + " characters.");
        if (value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) throw Bad.value("A value holds a control character.");
        if (++values > MOST_VALUES) throw Bad.value("A search has more than " + MOST_VALUES + " values.");
        if (ABOUT_THE_REPLY.contains(name)) return;
        given.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        switch (name) {
            case "_count" -> count = count(value);
            case "_total" -> total = total(value);
            case "_summary" -> {
                if (!value.equals("false"))
                    throw Bad.unsupported(
                            "_summary is not supported; use _elements, or _count=0 for the number alone.");
            }
            case "_include", "_include:iterate", "_revinclude" -> include(name, value);
            default -> clauses.add(search(name, value));
        }
    }

    private static int count(String value) {
        if (!COUNT.matcher(value).matches()) throw Bad.value("_count is a whole number from 0.");
        return Math.min(MOST, Integer.parseInt(value));
    }

    private static Asked.Total total(String value) {
        return switch (value) {
            case "accurate" -> Asked.Total.ACCURATE;
            case "none" -> Asked.Total.NONE;
            default -> throw Bad.unsupported("_total is accurate or none.");
        };
    }

    private void include(String name, String value) {
        var known = name.equals("_revinclude")
                ? kind.revIncludes.contains(value)
                : kind.includes.contains(value)
                        || name.endsWith("iterate")
                                && Kind.ROLE.includes.contains(value)
                                && !kind.revIncludes.isEmpty();
        if (!known) throw Bad.unsupported("This " + name + " is not supported here; /metadata lists those that are.");
        includes.add(name + "=" + value);
    }

    private Clause search(String name, String value) {
        var plain = name.replace(":Practitioner.", ".").replace(":Organization.", ".");
        int colon = plain.indexOf(':');
        var modifier = colon < 0 ? "" : plain.substring(colon + 1);
        var parameter = Parameters.named(kind, colon < 0 ? plain : plain.substring(0, colon))
                .orElseThrow(() -> Bad.unsupported(
                        "A search parameter is not known for " + kind.resource + "; /metadata lists those that are."));
        boolean typed = modifier.equals("Practitioner") || modifier.equals("Organization");
        if (!modifier.isEmpty() && !typed && !parameter.modifiers().contains(modifier))
            throw Bad.unsupported("The parameter " + parameter.name() + " does not take this modifier.");
        return Clause.any(split(value).stream()
                .map(v -> parameter.matching().match(v, typed ? "" : modifier))
                .toList());
    }

    private List<String> split(String value) {
        var parts = QualifiedParamList.splitQueryStringByCommasIgnoreEscape(null, value).stream()
                .filter(part -> !part.isBlank())
                .toList();
        if (parts.isEmpty()) throw Bad.value("A value is empty.");
        values += parts.size() - 1;
        if (values > MOST_VALUES) throw Bad.value("A search has more than " + MOST_VALUES + " values.");
        return parts;
    }
}
