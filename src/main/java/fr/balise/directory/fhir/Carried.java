package fr.balise.directory.fhir;

import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.local.Place;
import fr.balise.directory.local.Statement;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a writer finds on a resource: its mailboxes with the rows that they are, and where a new one would hang. */
@Repository
class Carried {
    private final JdbcClient jdbc;

    Carried(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A mailbox that two rows of a person state is one telecom; the places are those of all rows. */
    record Mailbox(Box box, List<Place> places) {}

    Map<String, Mailbox> mailboxes(Kind kind, long id, Collection<String> keys, Viewer viewer) {
        var mailboxes = new HashMap<String, Mailbox>();
        jdbc.sql("""
                select a.*, d.key, d.display, d.type
                  from directory.attachment a join directory.address d on d.id = a.address_id
                 where a.%1$s = ? and d.key = any (?) and %2$s %3$s
                 order by a.rank nulls last, a.id""".formatted(kind.attachedBy, Public.listed(viewer), Public.carried(kind)))
                .param(id)
                .param(keys.toArray(String[]::new))
                .query(r -> {
                    var box = box(r);
                    mailboxes
                            .computeIfAbsent(r.getString("key"), _ -> new Mailbox(box, new ArrayList<>()))
                            .places()
                            .add(new Place(id(r, "person_id"), id(r, "structure_id"), id(r, "situation_id")));
                });
        return mailboxes;
    }

    /** Where a mailbox inserted into this resource hangs. */
    Place place(Kind kind, long id) {
        return switch (kind) {
            case PRACTITIONER -> new Place(id, null, null);
            case ORGANIZATION -> new Place(null, id, null);
            case ROLE ->
                jdbc.sql("select person_id, structure_id from directory.situation where id = ?")
                        .param(id)
                        .query((r, _) -> new Place(id(r, "person_id"), id(r, "structure_id"), id))
                        .single();
        };
    }

    private static Box box(ResultSet r) throws SQLException {
        int rank = r.getInt("rank");
        return Box.of(
                MailAddress.parse(r.getString("display")),
                MailboxType.valueOf(r.getString("type")),
                new Statement(
                        r.getBoolean("unlisted") ? Visibility.UNLISTED : Visibility.PUBLISHED,
                        rank == 0 ? null : rank,
                        r.getString("description"),
                        r.getString("service"),
                        r.getString("responsible")));
    }

    private static @Nullable Long id(ResultSet r, String column) throws SQLException {
        long id = r.getLong(column);
        return r.wasNull() ? null : id;
    }
}
