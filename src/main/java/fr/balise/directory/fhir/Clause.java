package fr.balise.directory.fhir;

import java.util.ArrayList;
import java.util.List;

/**
 * A condition on one row {@code r}, with its values apart.
 *
 * @param selective an index finds the few rows that it leaves
 */
record Clause(String sql, List<Object> values, boolean selective) {
    static final Clause NEVER = new Clause("false", List.of(), true);

    Clause {
        values = List.copyOf(values);
    }

    static Clause of(String sql, Object... values) {
        return new Clause(sql, List.of(values), false);
    }

    /** One that an index answers with few rows. */
    static Clause few(String sql, Object... values) {
        return new Clause(sql, List.of(values), true);
    }

    Clause negated() {
        return new Clause("not (" + sql + ")", values, false);
    }

    Clause and(Clause other) {
        return joined(" and ", List.of(this, other), selective || other.selective);
    }

    static Clause all(List<Clause> clauses) {
        return joined(" and ", clauses, clauses.stream().anyMatch(Clause::selective));
    }

    static Clause any(List<Clause> clauses) {
        if (clauses.isEmpty()) return NEVER;
        return joined(" or ", clauses, clauses.stream().allMatch(Clause::selective));
    }

    private static Clause joined(String word, List<Clause> clauses, boolean selective) {
        if (clauses.size() == 1) return clauses.getFirst();
        var sql = new StringBuilder("(");
        var values = new ArrayList<Object>();
        for (var clause : clauses) {
            if (sql.length() > 1) sql.append(word);
            sql.append(clause.sql);
            values.addAll(clause.values);
        }
        return new Clause(sql.append(')').toString(), values, selective);
    }
}
