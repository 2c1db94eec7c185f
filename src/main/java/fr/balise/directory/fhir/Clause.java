package fr.balise.directory.fhir;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A condition on one row {@code r}, with its values apart. */
record Clause(String sql, List<Object> values, Reach reach) {
    static final Clause NEVER = new Clause("false", List.of(), Reach.FEW);

    /** How the rows that it leaves are found, the quickest way first. */
    enum Reach {
        /** An index finds them, and they are few. */
        FEW,
        /** They stand together in one index; how many they are is not known. */
        RANGE,
        /** Who knows. */
        ANY
    }

    Clause {
        values = List.copyOf(values);
    }

    static Clause of(String sql, Object... values) {
        return new Clause(sql, List.of(values), Reach.ANY);
    }

    /** One that an index answers with few rows. */
    static Clause few(String sql, Object... values) {
        return new Clause(sql, List.of(values), Reach.FEW);
    }

    /** One whose rows stand together in one index. */
    static Clause range(String sql, Object... values) {
        return new Clause(sql, List.of(values), Reach.RANGE);
    }

    /** The same condition on a row that another one, {@code sql}, leads to. */
    Clause through(String sql) {
        return new Clause(sql, values, reach == Reach.FEW ? Reach.FEW : Reach.ANY);
    }

    Clause negated() {
        return new Clause("not (" + sql + ")", values, Reach.ANY);
    }

    Clause and(Clause other) {
        return all(List.of(this, other));
    }

    static Clause all(List<Clause> clauses) {
        return joined(
                " and ",
                clauses,
                reaches(clauses).min(Comparator.naturalOrder()).orElse(Reach.ANY));
    }

    static Clause any(List<Clause> clauses) {
        if (clauses.isEmpty()) return NEVER;
        return joined(" or ", clauses, reaches(clauses).allMatch(Reach.FEW::equals) ? Reach.FEW : Reach.ANY);
    }

    private static Stream<Reach> reaches(List<Clause> clauses) {
        return clauses.stream().map(Clause::reach);
    }

    /** One alone stays as it is, with its own reach. */
    private static Clause joined(String word, List<Clause> clauses, Reach reach) {
        if (clauses.size() == 1) return clauses.getFirst();
        var sql = new StringBuilder("(");
        var values = new ArrayList<Object>();
        for (var clause : clauses) {
            if (sql.length() > 1) sql.append(word);
            sql.append(clause.sql);
            values.addAll(clause.values);
        }
        return new Clause(sql.append(')').toString(), values, reach);
    }
}
