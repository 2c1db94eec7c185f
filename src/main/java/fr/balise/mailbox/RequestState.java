package fr.balise.mailbox;

import java.time.LocalDate;

/** Where a request to another operator stands. The transition table is in docs/requests.md. */
public sealed interface RequestState {

    /** Prepared by a delegate: "À valider" by the holder. */
    record AwaitingApproval() implements RequestState {}

    /** À envoyer. */
    record ToSend() implements RequestState {}

    /** Envoyée. */
    record Sent(LocalDate on) implements RequestState {}

    /** Relancée. */
    record Reminded(LocalDate sentOn, LocalDate on, int times) implements RequestState {}

    /** Constatée dans l'annuaire. @param file date of the file that no longer has the row */
    record Observed(LocalDate file) implements RequestState {}

    /** Refusée by the operator, as the person told. */
    record Refused(LocalDate on, String reason) implements RequestState {}

    /** The operator says that the mailbox is deleted, as the person told: no directory shows it. Of deletions only. */
    record Confirmed(LocalDate on) implements RequestState {}

    /** Given up before anything was observed. */
    record Cancelled(LocalDate on) implements RequestState {}

    /** Whether something may still come of it. */
    default boolean open() {
        return switch (this) {
            case AwaitingApproval _, ToSend _, Sent _, Reminded _, Refused _ -> true;
            case Observed _, Confirmed _, Cancelled _ -> false;
        };
    }

    default Words words() {
        return switch (this) {
            case AwaitingApproval _ -> Words.of("mailbox.request.state.awaiting");
            case ToSend _ -> Words.of("mailbox.request.state.to-send");
            case Sent(var on) -> Words.of("mailbox.request.state.sent", on);
            case Reminded r -> Words.of("mailbox.request.state.reminded", r.on());
            case Observed(var file) -> Words.of("mailbox.request.state.observed", file);
            case Refused(var on, var _) -> Words.of("mailbox.request.state.refused", on);
            case Confirmed(var on) -> Words.of("mailbox.request.state.confirmed", on);
            case Cancelled(var on) -> Words.of("mailbox.request.state.cancelled", on);
        };
    }
}
