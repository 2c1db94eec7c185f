package fr.balise.mailbox.lifecycle;

import fr.balise.directory.Carrier;
import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.Publication.Wanted;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How a hosted mailbox stood in the directory before it was depublished. */
@Repository
class ListingBefore {
    private final JdbcClient jdbc;

    ListingBefore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Until the end of the transaction nobody else brings the listing of this mailbox in line. */
    void lock(MailboxId id) {
        jdbc.sql("select id from mailbox.hosted where id = ? for update")
                .param(id.value())
                .query(Long.class)
                .single();
    }

    /** The last word on a carrier counts: whoever put it on the red list while it was depublished meant it. */
    void keep(MailboxId id, Wanted was) {
        jdbc.sql("""
                        insert into mailbox.listing_before (hosted, person, structure, situation, unlisted, rank, description, service, responsible)
                        values (:id, :person, :structure, :situation, :unlisted, :rank, :description, :service, :responsible)
                        on conflict (hosted, person, structure, situation) do update set unlisted = excluded.unlisted, rank = excluded.rank,
                               description = excluded.description, service = excluded.service, responsible = excluded.responsible""")
                .param("id", id.value())
                .param("person", was.carrier().personId())
                .param("structure", was.carrier().structureId())
                .param("situation", was.carrier().situationId())
                .param("unlisted", was.visibility() == Visibility.UNLISTED)
                .param("rank", was.rank())
                .param("description", was.description())
                .param("service", was.service())
                .param("responsible", was.responsible())
                .update();
    }

    List<Wanted> of(Hosted mailbox) {
        return jdbc.sql("select * from mailbox.listing_before where hosted = ?")
                .param(mailbox.id().value())
                .query((r, _) -> new Wanted(
                        mailbox.address(),
                        mailbox.type(),
                        carrier(r),
                        r.getBoolean("unlisted") ? Visibility.UNLISTED : Visibility.PUBLISHED,
                        r.getObject("rank", Integer.class),
                        r.getString("description"),
                        r.getString("service"),
                        r.getString("responsible")))
                .list();
    }

    void forget(MailboxId id) {
        jdbc.sql("delete from mailbox.listing_before where hosted = ?")
                .param(id.value())
                .update();
    }

    private static Carrier carrier(ResultSet r) throws SQLException {
        return Carrier.of(
                r.getObject("person", Long.class),
                r.getObject("structure", Long.class),
                r.getObject("situation", Long.class));
    }
}
