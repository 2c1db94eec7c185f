package fr.balise.directory.fhir;

/** What may be shown: the SQL conditions of it. */
final class Public {
    /** Attachment {@code a} of address {@code d} is in the directory, unlisted by nobody, and not overruled by Balise's own row. */
    static final String LISTED = """
            a.gone_since is null and d.gone_since is null
            and not exists (select 1 from directory.attachment u
                             where u.address_id = a.address_id and u.unlisted and u.gone_since is null)
            and (a.source = 'local' or not exists (
                 select 1 from directory.attachment l
                  where l.address_id = a.address_id and l.source = 'local'
                    and l.person_id is not distinct from a.person_id and l.structure_id is not distinct from a.structure_id))""";

    /** The same for a viewer who publishes for some domains, and sees the unlisted mailboxes of these. */
    static String listed(Viewer viewer) {
        return viewer.publishes()
                ? LISTED.replace(
                                "and not exists (select 1 from directory.attachment u",
                                "and (" + viewer.owns("d.domain")
                                        + " or not exists (select 1 from directory.attachment u")
                        .replace("u.unlisted and u.gone_since is null)", "u.unlisted and u.gone_since is null))")
                : LISTED;
    }

    /** Which attachments a resource of this kind carries, besides being named by them. */
    static String carried(Kind kind) {
        return switch (kind) {
            // A mailbox whose situation left the directory, or was never told, is the person's.
            case PRACTITIONER -> """
                    and not exists (select 1 from directory.situation s where s.id = a.situation_id and s.gone_since is null)""";
            case ROLE -> "";
            case ORGANIZATION -> "and a.person_id is null";
        };
    }

    /**
     * A person without a national number is identified by a mailbox address: as long as that address is not public, nor
     * is the person. {@code p} is the person.
     */
    private static final String HIDDEN = """
            position('@' in p.national_id) > 0 and (p.gone_since is not null or not exists (
              select 1 from directory.address d join directory.attachment a on a.address_id = d.id
               where d.key = lower(substr(p.national_id, 3)) and %s))""".formatted(LISTED);

    private Public() {}

    /** That the resource {@code r} may be shown at all, if only as one that left. */
    static String visible(Kind kind) {
        return switch (kind) {
            case PRACTITIONER -> "not (" + HIDDEN.replace("p.", "r.") + ")";
            case ROLE -> "not exists (select 1 from directory.person p where p.id = r.person_id and " + HIDDEN + ")";
            case ORGANIZATION -> "true";
        };
    }

    /** The same for a viewer who publishes for the domain of the address by which the person is known. */
    static String visible(Kind kind, Viewer viewer) {
        if (!viewer.publishes() || kind == Kind.ORGANIZATION) return visible(kind);
        var own = viewer.owns("split_part(p.national_id, '@', 2)");
        return kind == Kind.PRACTITIONER
                ? "(" + visible(kind) + " or " + own.replace("p.", "r.") + ")"
                : "(" + visible(kind) + " or exists (select 1 from directory.person p where p.id = r.person_id and "
                        + own + "))";
    }

    /** That {@code r} is in the directory now. */
    static String active(Kind kind) {
        return kind == Kind.ROLE
                ? "(r.gone_since is null and exists (select 1 from directory.person p where p.id = r.person_id and p.gone_since is null))"
                : "r.gone_since is null";
    }
}
