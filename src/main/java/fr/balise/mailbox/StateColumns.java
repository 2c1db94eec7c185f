package fr.balise.mailbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A state of a request as columns, and back. An unknown word is an error, never taken for some other state. */
record StateColumns(
        String word,
        @Nullable LocalDate sentOn,
        @Nullable LocalDate remindedOn,
        int reminders,
        @Nullable LocalDate decidedOn,
        @Nullable String reason,
        @Nullable LocalDate file) {

    static StateColumns of(RequestState state) {
        return switch (state) {
            case RequestState.AwaitingApproval _ -> new StateColumns("awaiting", null, null, 0, null, null, null);
            case RequestState.ToSend _ -> new StateColumns("to-send", null, null, 0, null, null, null);
            case RequestState.Sent(var on) -> new StateColumns("sent", on, null, 0, null, null, null);
            case RequestState.Reminded(var sent, var on, var times) ->
                new StateColumns("reminded", sent, on, times, null, null, null);
            case RequestState.Observed(var file) -> new StateColumns("observed", null, null, 0, null, null, file);
            case RequestState.Refused(var on, var why) -> new StateColumns("refused", null, null, 0, on, why, null);
            case RequestState.Confirmed(var on) -> new StateColumns("confirmed", null, null, 0, on, null, null);
            case RequestState.Cancelled(var on) -> new StateColumns("cancelled", null, null, 0, on, null, null);
        };
    }

    static RequestState read(ResultSet row) throws SQLException {
        return switch (row.getString("state")) {
            case "awaiting" -> new RequestState.AwaitingApproval();
            case "to-send" -> new RequestState.ToSend();
            case "sent" -> new RequestState.Sent(day(row, "sent_on"));
            case "reminded" ->
                new RequestState.Reminded(day(row, "sent_on"), day(row, "reminded_on"), row.getInt("reminders"));
            case "observed" -> new RequestState.Observed(day(row, "file"));
            case "refused" -> new RequestState.Refused(day(row, "decided_on"), row.getString("reason"));
            case "confirmed" -> new RequestState.Confirmed(day(row, "decided_on"));
            case "cancelled" -> new RequestState.Cancelled(day(row, "decided_on"));
            case String unknown -> throw new IllegalStateException("unknown state of a request: " + unknown);
        };
    }

    private static LocalDate day(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }
}
