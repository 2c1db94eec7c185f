package fr.balise.directory.store;

import fr.balise.directory.Person;
import fr.balise.directory.PostalAddress;
import fr.balise.directory.Presence;
import fr.balise.directory.Structure;
import fr.balise.kernel.NationalPersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Reads rows of the tables into the words of the door. */
final class Read {
    static final String PERSON = "p.id, p.national_id, p.civility, p.family, p.given, p.first_seen, p.gone_since";
    static final String STRUCTURE = """
            t.id t_id, t.national_id t_national_id, t.finess, t.siret, t.name, t.brand, t.line, t.complement, t.postcode, t.city,
            t.department, t.country, t.first_seen t_first_seen, t.gone_since t_gone_since""";

    private Read() {}

    static Person person(ResultSet r, int row) throws SQLException {
        return new Person(
                r.getLong("id"),
                new NationalPersonId(r.getString("national_id")),
                r.getString("civility"),
                r.getString("family"),
                r.getString("given"),
                presence(r, ""));
    }

    static Structure structure(ResultSet r, int row) throws SQLException {
        return new Structure(
                r.getLong("t_id"),
                r.getString("t_national_id"),
                r.getString("finess"),
                r.getString("siret"),
                r.getString("name"),
                r.getString("brand"),
                new PostalAddress(
                        r.getString("line"),
                        r.getString("complement"),
                        r.getString("postcode"),
                        r.getString("city"),
                        r.getString("department"),
                        r.getString("country")),
                presence(r, "t_"));
    }

    static Presence presence(ResultSet r, String prefix) throws SQLException {
        return new Presence(
                r.getObject(prefix + "first_seen", LocalDate.class),
                r.getObject(prefix + "gone_since", LocalDate.class));
    }

    static @Nullable Long id(ResultSet r, String column) throws SQLException {
        long id = r.getLong(column);
        return r.wasNull() ? null : id;
    }
}
