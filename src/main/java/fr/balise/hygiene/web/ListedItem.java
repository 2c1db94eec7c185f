package fr.balise.hygiene.web;

import fr.balise.hygiene.Item;
import fr.balise.mailstore.StoredMessage;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message in a list.
 *
 * @param subject as its head says now; null when it is gone, or nobody asked
 * @param drawn whether it is in the sample to be opened, and whether it was
 */
record ListedItem(
        Item item,
        LocalDate day,
        @Nullable String subject,
        @Nullable Boolean drawn) {
    private static final String PATIENTS = "@patient.mssante.fr";

    static ListedItem of(Item item, ZoneId zone, @Nullable StoredMessage head, @Nullable Boolean drawn) {
        return new ListedItem(
                item,
                LocalDate.ofInstant(item.received(), zone),
                head == null ? null : Objects.requireNonNullElse(head.head().subject(), ""),
                drawn);
    }

    /** A patient's address holds the national identity number: it is never shown. */
    public String sender() {
        return masked(item.sender());
    }

    static String masked(String address) {
        return address.endsWith(PATIENTS) ? "…" + PATIENTS : address;
    }
}
