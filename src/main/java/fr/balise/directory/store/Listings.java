package fr.balise.directory.store;

import fr.balise.directory.Carrier;
import fr.balise.directory.Listing;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Mailbox rows, national and local merged: where Balise itself states an address on a carrier, its row stands in place of the
 * national one, also when it says that the address left or is unlisted.
 */
@Repository
class Listings {
    private static final String MERGED = """
            select a.*, coalesce(a.listed_since, a.first_seen) a_first_seen, a.gone_since a_gone_since, d.display, d.type, d.gone_since d_gone_since,
                   coalesce((select max(h.on_date) from directory.history h
                              where h.entity = 'address' and h.entity_id = d.id and h.what = 'reappeared'), d.first_seen) d_first_seen
              from directory.attachment a join directory.address d on d.id = a.address_id
             where %s
               and (a.source = 'local' or not exists (
                    select 1 from directory.attachment l
                     where l.address_id = a.address_id and l.source = 'local'
                       and l.person_id is not distinct from a.person_id
                       and l.structure_id is not distinct from a.structure_id))
             order by d.key, a.id""";

    private final JdbcClient jdbc;

    Listings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Listing> ofPerson(long person) {
        return where("a.person_id = ?", person);
    }

    List<Listing> ofPeople(Collection<Long> people) {
        return where(Among.ids("a.person_id", "?"), people.toArray(Long[]::new));
    }

    List<Listing> ofStructure(long structure) {
        return where("a.structure_id = ? and a.person_id is null", structure);
    }

    List<Listing> of(Collection<MailAddress> addresses) {
        return where("d.key = any(?)", addresses.stream().map(MailAddress::key).toArray(String[]::new));
    }

    private List<Listing> where(String condition, Object value) {
        return jdbc.sql(MERGED.formatted(condition))
                .param(value)
                .query(Listings::row)
                .list();
    }

    private static Listing row(ResultSet r, int row) throws SQLException {
        int rank = r.getInt("rank");
        return new Listing(
                r.getLong("id"),
                r.getLong("address_id"),
                MailAddress.parse(r.getString("display")),
                MailboxType.valueOf(r.getString("type")),
                carrier(r),
                r.getString("service"),
                rank == 0 ? null : rank,
                r.getBoolean("unlisted"),
                "local".equals(r.getString("source")) ? Listing.Origin.LOCAL : Listing.Origin.NATIONAL,
                Read.presence(r, "a_"),
                Read.presence(r, "d_"));
    }

    private static Carrier carrier(ResultSet r) throws SQLException {
        return Carrier.of(Read.id(r, "person_id"), Read.id(r, "structure_id"), Read.id(r, "situation_id"));
    }
}
