package fr.balise.directory.search;

import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The SQL that gathers what is public now, one line per person and present situation, ordered by person, then structures that
 * carry mailboxes themselves. It is run as {@code COPY … TO STDOUT}: no cursor to page, constant memory on both sides.
 */
final class PublicRows {
    /** Between the members of one mailbox, and between mailboxes. */
    static final char UNIT = '\u001f';

    static final char RECORD = '\u001e';

    private PublicRows() {}

    private static final String LISTED = """
            directory.attachment a
              join directory.address d on d.id = a.address_id and d.gone_since is null
             where a.gone_since is null
               and not exists (select 1 from directory.attachment u
                                where u.address_id = a.address_id and u.unlisted and u.gone_since is null)
               and (a.source = 'local' or not exists (
                    select 1 from directory.attachment l
                     where l.address_id = a.address_id and l.source = 'local'
                       and l.person_id is not distinct from a.person_id
                       and l.structure_id is not distinct from a.structure_id))""";
    private static final String BOX = """
            string_agg(concat_ws(E'\\x1f', d.display, d.type, coalesce(a.rank::text, ''), coalesce(a.situation_id::text, ''),
                       coalesce(a.structure_id::text, ''), translate(coalesce(a.service, ''), E'\\x1e\\x1f', ''), a.source), E'\\x1e' order by a.source, a.id)""";

    /** A person without a national number is known by a mailbox address: while that is not public, nor is the person. */
    private static final String PERSONS = """
            select p.id, p.national_id, p.rpps, p.civility, p.family, p.given,
                   s.id, s.profession, array_to_string(s.skills, ' '), t.id, t.name, t.brand,
                   t.finess, t.finess_legal, t.siret, t.postcode, t.city, t.department, m.boxes, q.skills
              from directory.person p
              left join directory.situation s on s.person_id = p.id and s.gone_since is null
              left join directory.structure t on t.id = s.structure_id and t.gone_since is null
              left join (select a.person_id, %s boxes from %s and a.person_id is not null %s group by a.person_id) m
                     on m.person_id = p.id
              left join (select person_id, string_agg(distinct coalesce(type, '') || ':' || code, ' ') skills
                           from directory.qualification where kind = 'skill' %s group by person_id) q on q.person_id = p.id
             where p.gone_since is null %s
               and (position('@' in p.national_id) = 0 or exists (select 1 from %s and d.key = lower(substr(p.national_id, 3))))
             order by p.id""";

    private static final String STRUCTURES = """
            select t.id, t.name, t.brand, t.finess, t.finess_legal, t.siret, t.postcode, t.city, t.department, m.boxes
              from directory.structure t
              join (select a.structure_id, %s boxes
                      from %s and a.structure_id is not null and a.person_id is null %s group by a.structure_id) m
                on m.structure_id = t.id
             where t.gone_since is null""";

    static String allPersons() {
        return PERSONS.formatted(BOX, LISTED, "", "", "", LISTED);
    }

    static String persons(long[] ids) {
        var in = in(ids);
        return PERSONS.formatted(BOX, LISTED, "and a.person_id " + in, "and person_id " + in, "and p.id " + in, LISTED);
    }

    static String allStructures() {
        return STRUCTURES.formatted(BOX, LISTED, "");
    }

    static String structures(long[] ids) {
        return STRUCTURES.formatted(BOX, LISTED, "and a.structure_id " + in(ids));
    }

    private static String in(long[] ids) {
        return LongStream.of(ids)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(",", "= any ('{", "}'::bigint[])"));
    }
}
