package fr.balise.directory.fhir;

/** References between resources, as searched. */
final class References {
    private References() {}

    static Clause to(String column, Kind kind, String value) {
        var id = Ids.referred(kind, value);
        return id.isPresent()
                ? Clause.few("(" + column + " = ? and r.gone_since is null)", id.getAsLong())
                : Clause.NEVER;
    }

    static Clause organization(String value, String modifier) {
        if (!modifier.equals("missing")) return to("r.structure_id", Kind.ORGANIZATION, value);
        return Clause.of("(r.structure_id is " + (Flags.read(value) ? "" : "not ") + "null and r.gone_since is null)");
    }

    /** Sites name their legal entity by its FINESS number. */
    static Clause partOf(String value) {
        var id = Ids.referred(Kind.ORGANIZATION, value);
        if (id.isEmpty()) return Clause.NEVER;
        return Clause.few(
                "(r.finess_legal = (select e.finess from directory.structure e where e.id = ?) and r.id <> ?"
                        + " and r.gone_since is null)",
                id.getAsLong(),
                id.getAsLong());
    }

    /** A condition on the person or structure of a situation. */
    static Clause through(Kind kind, Clause there) {
        var sql = kind == Kind.PRACTITIONER
                ? "(r.person_id in (select p.id from directory.person p where %s) and r.gone_since is null)"
                : "(r.structure_id in (select t.id from directory.structure t where %s) and r.gone_since is null)";
        return there.through(sql.formatted(there.sql()));
    }
}
