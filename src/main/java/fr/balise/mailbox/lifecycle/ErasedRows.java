package fr.balise.mailbox.lifecycle;

import fr.balise.mailbox.lifecycle.ErasedMailbox.Noted;
import fr.balise.mailbox.lifecycle.ErasedMailbox.Retrieved;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Erased mailboxes between the tables and the journal outside of them. */
@Repository
class ErasedRows {
    private final JdbcClient jdbc;

    ErasedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What it held, told once: what a second try still finds is not what was there. */
    void held(MailboxId mailbox, long messages, long octets, Instant now) {
        jdbc.sql("insert into mailbox.erased_content values (:id, :messages, :octets, :now) on conflict do nothing")
                .param("id", mailbox.value())
                .param("messages", messages)
                .param("octets", octets)
                .param("now", HostedRow.at(now))
                .update();
    }

    boolean isCounted(MailboxId mailbox) {
        return jdbc.sql("select exists (select 1 from mailbox.erased_content where hosted = :id)")
                .param("id", mailbox.value())
                .query(Boolean.class)
                .single();
    }

    /** As the journal wants it. Empty unless it is erased and counted. */
    Optional<ErasedMailbox> find(MailboxId mailbox) {
        return jdbc.sql("select h.*, t.told_to as to_address, t.told_until, c.messages, c.octets from mailbox.hosted h"
                        + " join mailbox.tombstone t on t.hosted = h.id join mailbox.erased_content c on c.hosted = h.id"
                        + " where h.id = :id")
                .param("id", mailbox.value())
                .query((row, _) -> erased(row, acts(mailbox)))
                .optional();
    }

    private static ErasedMailbox erased(ResultSet row, List<Noted> acts) throws SQLException {
        return new ErasedMailbox(
                row.getLong("id"),
                row.getString("display"),
                row.getString("type"),
                row.getString("owner"),
                row.getObject("situation", Long.class),
                row.getString("zone"),
                HostedRow.instant(row, "opened_at"),
                HostedRow.instant(row, "since"),
                row.getString("to_address"),
                row.getObject("told_until", LocalDate.class),
                new Retrieved(
                        row.getString("retrieved_how"),
                        HostedRow.instant(row, "retrieved_at"),
                        row.getString("retrieved_by"),
                        row.getString("retrieved_by_name")),
                row.getLong("messages"),
                row.getLong("octets"),
                acts);
    }

    private List<Noted> acts(MailboxId mailbox) {
        return jdbc
                .sql("select distinct on (act) * from mailbox.hosted_act where hosted = :id"
                        + " and act in ('request-deletion', 'retrieve', 'erase') order by act, id desc")
                .param("id", mailbox.value())
                .query((row, _) -> new Noted(
                        row.getString("act"),
                        row.getString("state"),
                        HostedRow.instant(row, "at"),
                        row.getString("by_actor"),
                        row.getString("by_name")))
                .list()
                .stream()
                .sorted(java.util.Comparator.comparing(Noted::at))
                .toList();
    }

    /** Whether the database knows of this erasure, or gave the address anew under another number. */
    enum Known {
        ERASED,
        /** The row is that of before the erasure. */
        STANDING,
        /** No row: it was opened after the backup was made. */
        NEVER,
        /** The address, or the number, belongs to another mailbox. */
        OTHER
    }

    Known known(ErasedMailbox mailbox) {
        var rows = jdbc.sql("select id = :id and address = lower(:address) and owner = :owner as same, state"
                        + " from mailbox.hosted where id = :id or address = lower(:address)")
                .param("id", mailbox.id())
                .param("address", mailbox.address())
                .param("owner", mailbox.owner())
                .query((row, _) -> !row.getBoolean("same")
                        ? Known.OTHER
                        : row.getString("state").equals("erased") ? Known.ERASED : Known.STANDING)
                .list();
        if (rows.isEmpty()) return Known.NEVER;
        return rows.contains(Known.OTHER) ? Known.OTHER : rows.getFirst();
    }

    /** A row as of its opening; numbers given later are higher. */
    void add(ErasedMailbox mailbox) {
        jdbc.sql(
                        "insert into mailbox.hosted (id, address, display, type, owner, situation, zone, opened_at, state, since)"
                                + " overriding system value values (:id, lower(:address), :address, :type, :owner, :situation, :zone,"
                                + " :opened, 'active', :opened)")
                .param("id", mailbox.id())
                .param("address", mailbox.address())
                .param("type", mailbox.type())
                .param("owner", mailbox.owner())
                .param("situation", mailbox.situation())
                .param("zone", mailbox.zone())
                .param("opened", HostedRow.at(mailbox.openedAt()))
                .update();
        jdbc.sql("select setval(pg_get_serial_sequence('mailbox.hosted', 'id'),"
                        + " greatest(:id, (select max(id) from mailbox.hosted)))")
                .param("id", mailbox.id())
                .query(Long.class)
                .single();
    }

    /** The acts that led to the end, which the older database has not seen, from that version on. @return the last version */
    long note(ErasedMailbox mailbox, long version) {
        for (var act : mailbox.acts())
            version += jdbc.sql("insert into mailbox.hosted_act (hosted, act, state, version, at, by_actor, by_name)"
                            + " select :id, :act, :state, :version, :at, :by, :name where not exists (select 1 from"
                            + " mailbox.hosted_act where hosted = :id and act = :act and at = :at)")
                    .param("id", mailbox.id())
                    .param("act", act.act())
                    .param("state", act.state())
                    .param("version", version + 1)
                    .param("at", HostedRow.at(act.at()))
                    .param("by", act.by())
                    .param("name", act.name())
                    .update();
        return version;
    }

    void version(MailboxId mailbox, long version) {
        jdbc.sql("update mailbox.hosted set version = :version where id = :id")
                .param("version", version)
                .param("id", mailbox.value())
                .update();
    }
}
