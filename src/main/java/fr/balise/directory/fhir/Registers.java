package fr.balise.directory.fhir;

/** Where a resource comes from, and of which kind it is, as searched. */
final class Registers {
    /**
     * Whether a structure is a legal entity: known by its SIREN alone, or by a FINESS number that a site gives as that of its entity.
     * No file says it otherwise.
     */
    static final String LEGAL =
            "(left(r.national_id, 1) = '2' or r.finess is not null and (r.finess_legal is not distinct from r.finess"
                    + " or exists (select 1 from directory.structure s where s.finess_legal = r.finess and s.id <> r.id"
                    + " and s.gone_since is null)))";

    private Registers() {}

    static Clause system(Kind kind, String value) {
        var code = Token.read(value).code();
        if (code == null) return Clause.NEVER;
        return switch (kind) {
            case PRACTITIONER ->
                code.equals("RPPS") ? Clause.of("(r.rpps is not null and r.gone_since is null)") : Clause.NEVER;
            case ROLE ->
                code.equals("RPPS")
                        ? References.through(Kind.PRACTITIONER, Clause.of("p.rpps is not null"))
                        : Clause.NEVER;
            case ORGANIZATION ->
                code.equals("FINESS") ? Clause.of("(r.finess is not null and r.gone_since is null)") : Clause.NEVER;
        };
    }

    static Clause authority(String value) {
        var token = Token.read(value);
        if (token.code() == null) return Clause.NEVER;
        return Clause.of("(r.authority = ? and r.gone_since is null)", token.code());
    }

    static Clause situation(String value) {
        var token = Token.read(value);
        if (!token.inSystem(Systems.SITUATION) || token.code() == null) return Clause.NEVER;
        return Ids.matches("r.id", token.code());
    }

    static Clause structureType(String value) {
        var token = Token.read(value);
        if (token.asksFor(Systems.ORGANIZATION_KIND, "LEGAL-ENTITY")) return present(LEGAL);
        if (token.asksFor(Systems.ORGANIZATION_KIND, "GEOGRAPHICAL-ENTITY")) return present("not " + LEGAL);
        if (!token.inSystem(Systems.nomenclature(Terms.SECTOR)) || token.code() == null) return Clause.NEVER;
        return Clause.of("(r.sector = ? and r.gone_since is null)", token.code());
    }

    private static Clause present(String condition) {
        return Clause.of("(" + condition + " and r.gone_since is null)");
    }
}
