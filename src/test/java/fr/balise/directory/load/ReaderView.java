package fr.balise.directory.load;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/**
 * All that readers can see of the directory, as one hash. Ids and times of writing are left out (a killed load uses up ids), every
 * link is followed to the national number or address behind it; so two directories with the same content have the same hash.
 */
final class ReaderView {
    private static final List<String> TABLES = List.of(
            """
            select national_id, rpps, civility, family, given, name_key, first_seen, gone_since from directory.person
            """,
            """
            select national_id, technical_id, finess, finess_legal, siren, siret, name, brand, line, complement, postcode, city,
                   department, country, phone, sector, first_seen, gone_since
            from directory.structure
            """,
            """
            select p.national_id, s.national_id, t.profession, t.category, t.mode, t.role, t.kind, t.sector, t.section,
                   t.authority, t.skills, t.source, t.first_seen, t.gone_since
            from directory.situation t join directory.person p on p.id = t.person_id
            left join directory.structure s on s.id = t.structure_id
            """,
            """
            select p.national_id, q.kind, q.profession, q.type, q.code
            from directory.qualification q join directory.person p on p.id = q.person_id
            """,
            "select key, display, domain, type, first_seen, gone_since from directory.address",
            """
            select a.key, p.national_id, s.national_id, t.profession, x.source, x.service, x.description, x.responsible,
                   x.paperless, x.rank, x.unlisted, x.first_seen, x.listed_since, x.gone_since
            from directory.attachment x join directory.address a on a.id = x.address_id
            left join directory.person p on p.id = x.person_id
            left join directory.structure s on s.id = x.structure_id
            left join directory.situation t on t.id = x.situation_id
            """,
            "select system, code, label from directory.label",
            """
            select h.on_date, h.entity, h.what,
                   coalesce(p.national_id, s.national_id, a.key, tp.national_id || tp.family, xa.key)
            from directory.history h
            left join directory.person p on h.entity = 'person' and p.id = h.entity_id
            left join directory.structure s on h.entity = 'structure' and s.id = h.entity_id
            left join directory.address a on h.entity = 'address' and a.id = h.entity_id
            left join directory.situation t on h.entity = 'situation' and t.id = h.entity_id
            left join directory.person tp on tp.id = t.person_id
            left join directory.attachment x on h.entity = 'attachment' and x.id = h.entity_id
            left join directory.address xa on xa.id = x.address_id
            """,
            """
            select distinct f.source, f.as_of from directory.load_file f join directory.load l on l.id = f.load_id
            where l.state = 'applied'
            """);

    private ReaderView() {}

    static String hash(Connection connection) throws SQLException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var table : TABLES) {
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery(
                                "select r::text from (" + table + ") r order by r::text collate \"C\"")) {
                    while (rows.next()) digest.update((rows.getString(1) + "\n").getBytes(StandardCharsets.UTF_8));
                    digest.update((byte) 0);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
