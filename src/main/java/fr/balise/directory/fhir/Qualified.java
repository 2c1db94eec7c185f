package fr.balise.directory.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Codes of professions, skills and roles, as searched. */
final class Qualified {
    private static final Map<String, String> ROLE_COLUMNS = Map.of(
            Terms.PROFESSION, "profession",
            Terms.ACTIVITY, "kind",
            Terms.MODE, "mode",
            Terms.FUNCTION, "role",
            Terms.SECTION, "section");

    /** Savoir-faire are kept as {@code type:code}. */
    private static final String HAS_SKILL =
            "exists (select 1 from unnest(%s.skills) k where substr(k, position(':' in k) + 1) = ?)";

    private Qualified() {}

    static Clause practitioner(String value) {
        var token = Token.read(value);
        if (token.code() == null) return Clause.NEVER;
        var any = new ArrayList<Clause>();
        if (token.inSystem(Systems.nomenclature(Terms.PROFESSION))) {
            any.add(situation("s.profession = ?", token.code()));
            any.add(listed("profession = ?", token.code()));
        }
        if (token.inSystem(Systems.nomenclature(Terms.DIPLOMA)))
            any.add(listed("kind = 'diploma' and code = ?", token.code()));
        if (token.inSystem(Systems.nomenclature(Terms.PERMIT)))
            any.add(listed("kind = 'authorisation' and code = ?", token.code()));
        if (Terms.maybeSkill(token)) {
            any.add(situation(HAS_SKILL.formatted("s"), token.code()));
            any.add(listed("kind = 'skill' and code = ?", token.code()));
        }
        return present(Clause.any(any));
    }

    static Clause role(String value) {
        var token = Token.read(value);
        if (token.code() == null) return Clause.NEVER;
        return present(Clause.any(ROLE_COLUMNS.entrySet().stream()
                .filter(e -> token.inSystem(Systems.nomenclature(e.getKey())))
                .map(e -> Clause.of("r." + e.getValue() + " = ?", token.code()))
                .toList()));
    }

    static Clause specialty(String value) {
        var token = Token.read(value);
        if (token.code() == null || !Terms.maybeSkill(token)) return Clause.NEVER;
        return present(Clause.of(HAS_SKILL.formatted("r"), token.code()));
    }

    private static Clause situation(String condition, String code) {
        return Clause.of(
                "exists (select 1 from directory.situation s where s.person_id = r.id and s.gone_since is null and "
                        + condition + ")",
                code);
    }

    private static Clause listed(String condition, String code) {
        return Clause.of(
                "exists (select 1 from directory.qualification q where q.person_id = r.id and q." + condition + ")",
                code);
    }

    private static Clause present(Clause clause) {
        return Clause.all(List.of(clause, Clause.of("r.gone_since is null")));
    }
}
