package fr.balise.mailbox;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is kept.
 *
 * @param seenFile newest mailbox file when it was prepared: only a later one can show that something came of it
 * @param listed whether the directory listed what is to go
 * @param attachments pairs that a correction is about: it has come true when all of them are gone
 */
record StoredRequest(
        UUID id,
        NationalPersonId person,
        MailAddress address,
        RequestView.Kind kind,
        RequestState state,
        Instant preparedAt,
        String preparedBy,
        @Nullable LocalDate seenFile,
        boolean listed,
        List<Long> attachments) {

    StoredRequest {
        attachments = List.copyOf(attachments);
    }

    StoredRequest in(RequestState next) {
        return new StoredRequest(
                id, person, address, kind, next, preparedAt, preparedBy, seenFile, listed, attachments);
    }
}
