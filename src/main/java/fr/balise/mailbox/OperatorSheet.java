package fr.balise.mailbox;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom to ask at the operator that holds a domain. What is not known for certain is null, never made up.
 *
 * @param id 0 for a new sheet
 * @param domains lower case; each stands for itself and its sub-domains, the longest match wins
 * @param support mail address or telephone of the support
 * @param form address of a form for requests
 * @param hospitalIt contact of the hospital's IT department (DSI), where one holds the mailbox
 * @param delayDays in which the operator usually acts
 * @param procedure what to send and how, in French
 * @param verifiedOn when somebody last checked the sheet; null if nobody did
 */
public record OperatorSheet(
        long id,
        String name,
        List<String> domains,
        @Nullable String support,
        @Nullable String form,
        @Nullable String hospitalIt,
        @Nullable Integer delayDays,
        @Nullable String procedure,
        @Nullable LocalDate verifiedOn) {

    public OperatorSheet {
        domains = List.copyOf(domains);
    }
}
