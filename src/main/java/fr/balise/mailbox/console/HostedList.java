package fr.balise.mailbox.console;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.Owner;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The hosted mailboxes in the order of their ids, by pages. */
@Repository
class HostedList {
    private static final String FROM = " from mailbox.hosted h where"
            + " (:text = '' or strpos(h.address, :text) > 0 or right(h.owner, length(:text)) = :text)"
            + " and (cast(:domain as text) is null or split_part(h.address, '@', 2) = :domain)"
            + " and (cast(:state as text) is null or h.state = :state)"
            + " and (not :restrained or exists (select from mailbox.measure m where m.hosted = h.id and m.ended_at is null))";

    private final JdbcClient jdbc;

    HostedList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param eraseOn the day from which it may be erased, where that was asked for */
    record Line(
            MailboxId id,
            MailAddress address,
            MailboxType type,
            Owner owner,
            String state,
            @Nullable LocalDate eraseOn,
            boolean suspended,
            boolean held) {}

    /** @param among only these, where another room chose them; null for all */
    List<Line> page(Filter filter, @Nullable Collection<Long> among, long after, int limit) {
        return asked(
                        "select h.*, exists (select from mailbox.measure m where m.hosted = h.id and m.ended_at is null"
                                + " and m.kind = 'suspension') as suspended, exists (select from mailbox.measure m where m.hosted = h.id"
                                + " and m.ended_at is null and m.kind <> 'suspension') as held" + FROM
                                + " and h.id > :after and (cast(:among as bigint[]) is null or h.id = any(:among)) order by h.id limit :limit",
                        filter)
                .param("after", after)
                .param("among", among == null ? null : among.toArray(Long[]::new))
                .param("limit", limit)
                .query((row, _) -> new Line(
                        new MailboxId(row.getLong("id")),
                        MailAddress.parse(row.getString("display")),
                        MailboxType.valueOf(row.getString("type")),
                        Owner.of(row.getString("owner")),
                        row.getString("state"),
                        row.getObject("erase_on", LocalDate.class),
                        row.getBoolean("suspended"),
                        row.getBoolean("held")))
                .list();
    }

    long count(Filter filter) {
        return asked("select count(*)" + FROM, filter).query(Long.class).single();
    }

    private JdbcClient.StatementSpec asked(String sql, Filter filter) {
        var restrained = Filter.RESTRAINED.equals(filter.state());
        return jdbc.sql(sql)
                .param("text", filter.text().toLowerCase(Locale.ROOT))
                .param("domain", filter.domain())
                .param("state", restrained ? null : filter.state())
                .param("restrained", restrained);
    }
}
