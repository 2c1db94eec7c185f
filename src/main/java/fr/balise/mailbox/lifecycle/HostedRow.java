package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.Named;
import fr.balise.mailbox.lifecycle.State.Active;
import fr.balise.mailbox.lifecycle.State.Depublished;
import fr.balise.mailbox.lifecycle.State.Erased;
import fr.balise.mailbox.lifecycle.State.RetrievalOnly;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A hosted mailbox as columns, and back. An unknown word is an error, never taken for some other state. */
final class HostedRow {
    private HostedRow() {}

    /** The columns that a change writes, by the names of the table. */
    static Map<String, @Nullable Object> columns(Hosted mailbox) {
        var columns = new HashMap<String, @Nullable Object>();
        columns.put("state", mailbox.state().word());
        columns.put("since", at(mailbox.state().since()));
        var depublished = depublished(mailbox.state());
        columns.put("depublished_at", depublished == null ? null : at(depublished.since()));
        columns.put(
                "depublished_by", depublished == null ? null : depublished.by().actor());
        columns.put(
                "depublished_by_name",
                depublished == null ? null : depublished.by().name());
        var closing = mailbox.state() instanceof RetrievalOnly m ? m : null;
        columns.put("requested_by", closing == null ? null : closing.by().actor());
        columns.put("requested_by_name", closing == null ? null : closing.by().name());
        columns.put("earliest_on", closing == null ? null : closing.earliest());
        columns.put("erase_on", closing == null ? null : closing.eraseOn());
        columns.put("told_to", closing == null ? null : text(closing.toldTo()));
        var retrieval = mailbox.retrieval();
        columns.put("retrieved_how", retrieval == null ? null : Named.word(retrieval.how()));
        columns.put("retrieved_at", retrieval == null ? null : at(retrieval.at()));
        columns.put("retrieved_by", retrieval == null ? null : retrieval.by().actor());
        columns.put(
                "retrieved_by_name", retrieval == null ? null : retrieval.by().name());
        return columns;
    }

    static @Nullable Depublished depublished(State state) {
        return switch (state) {
            case Depublished m -> m;
            case RetrievalOnly m -> m.before();
            case Active _, Erased _ -> null;
        };
    }

    static @Nullable String text(@Nullable MailAddress address) {
        return address == null ? null : address.toString();
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** Without its measures, which are rows of their own. @param row of {@code hosted} joined with {@code reply} and, as {@code tomb_…}, {@code tombstone} */
    static Hosted read(ResultSet row) throws SQLException {
        return new Hosted(
                new MailboxId(row.getLong("id")),
                MailAddress.parse(row.getString("display")),
                MailboxType.valueOf(row.getString("type")),
                Owner.of(row.getString("owner")),
                row.getObject("situation", Long.class),
                ZoneId.of(row.getString("zone")),
                state(row),
                Map.of(),
                null,
                retrieval(row),
                row.getLong("version"));
    }

    private static State state(ResultSet row) throws SQLException {
        var since = instant(row, "since");
        return switch (row.getString("state")) {
            case "active" -> new Active(since);
            case "depublished" -> depublished(row);
            case "retrieval-only" ->
                new RetrievalOnly(
                        since,
                        by(row, "requested_by"),
                        day(row, "earliest_on"),
                        day(row, "erase_on"),
                        address(row, "told_to"),
                        depublished(row));
            case "erased" ->
                new Erased(
                        since,
                        new State.Tombstone(
                                address(row, "tomb_told_to"), row.getObject("tomb_told_until", LocalDate.class)));
            case String unknown -> throw new IllegalStateException("unknown state of a mailbox: " + unknown);
        };
    }

    private static Depublished depublished(ResultSet row) throws SQLException {
        return new Depublished(instant(row, "depublished_at"), by(row, "depublished_by"), reply(row));
    }

    private static @Nullable AutoReply reply(ResultSet row) throws SQLException {
        var to = address(row, "new_address");
        return to == null
                ? null
                : new AutoReply(
                        to,
                        row.getString("french"),
                        row.getString("english"),
                        Named.of(AutoReply.Fate.class, row.getString("fate")),
                        day(row, "from_on"),
                        row.getObject("until_on", LocalDate.class),
                        row.getInt("every_days"),
                        row.getBoolean("patients"));
    }

    private static @Nullable Retrieval retrieval(ResultSet row) throws SQLException {
        var how = row.getString("retrieved_how");
        return how == null
                ? null
                : new Retrieval(
                        Named.of(Retrieval.How.class, how), by(row, "retrieved_by"), instant(row, "retrieved_at"));
    }

    static By by(ResultSet row, String column) throws SQLException {
        return new By(row.getString(column), row.getString(column + "_name"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static LocalDate day(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    private static @Nullable MailAddress address(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        return text == null ? null : MailAddress.parse(text);
    }
}
