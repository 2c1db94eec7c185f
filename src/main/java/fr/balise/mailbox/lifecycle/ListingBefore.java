package fr.balise.mailbox.lifecycle;

import fr.balise.directory.Carrier;
import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.Publication.Wanted;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How a hosted mailbox stood in the directory before it was depublished. */
@Repository
class ListingBefore {
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    ListingBefore(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** Until the end of the transaction nobody else brings the listing of these mailboxes in line. */
    void lock(List<MailboxId> ids) {
        jdbc.sql("select id from mailbox.hosted where id = any(:ids) order by id for update")
                .param("ids", ids.stream().map(MailboxId::value).toArray(Long[]::new))
                .query(Long.class)
                .list();
    }

    /** The last word on a carrier counts: whoever put it on the red list while it was depublished meant it. */
    void keep(List<Hosted> mailboxes, List<Wanted> listed) {
        var ids = mailboxes.stream()
                .collect(Collectors.toMap(
                        mailbox -> mailbox.address().key(),
                        mailbox -> mailbox.id().value()));
        var rows = listed.stream()
                .map(was -> new Object[] {
                    ids.get(was.address().key()),
                    was.carrier().personId(),
                    was.carrier().structureId(),
                    was.carrier().situationId(),
                    was.visibility() == Visibility.UNLISTED,
                    was.rank(),
                    was.description(),
                    was.service(),
                    was.responsible()
                })
                .toList();
        batches.batchUpdate("""
                insert into mailbox.listing_before (hosted, person, structure, situation, unlisted, rank, description, service, responsible)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (hosted, person, structure, situation) do update set unlisted = excluded.unlisted, rank = excluded.rank,
                       description = excluded.description, service = excluded.service, responsible = excluded.responsible""", rows);
    }

    List<Wanted> of(List<Hosted> mailboxes) {
        var known = mailboxes.stream()
                .collect(Collectors.toMap(mailbox -> mailbox.id().value(), mailbox -> mailbox));
        return jdbc.sql("select * from mailbox.listing_before where hosted = any(:ids) order by hosted")
                .param("ids", known.keySet().toArray(Long[]::new))
                .query((r, _) -> wanted(Objects.requireNonNull(known.get(r.getLong("hosted"))), r))
                .list();
    }

    private static Wanted wanted(Hosted mailbox, ResultSet r) throws SQLException {
        return new Wanted(
                mailbox.address(),
                mailbox.type(),
                carrier(r),
                r.getBoolean("unlisted") ? Visibility.UNLISTED : Visibility.PUBLISHED,
                r.getObject("rank", Integer.class),
                r.getString("description"),
                r.getString("service"),
                r.getString("responsible"));
    }

    void forget(List<Hosted> mailboxes) {
        jdbc.sql("delete from mailbox.listing_before where hosted = any(:ids)")
                .param(
                        "ids",
                        mailboxes.stream().map(mailbox -> mailbox.id().value()).toArray(Long[]::new))
                .update();
    }

    private static Carrier carrier(ResultSet r) throws SQLException {
        return Carrier.of(
                r.getObject("person", Long.class),
                r.getObject("structure", Long.class),
                r.getObject("situation", Long.class));
    }
}
