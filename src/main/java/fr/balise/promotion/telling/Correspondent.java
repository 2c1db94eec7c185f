package fr.balise.promotion.telling;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can be told, or who was.
 *
 * @param key stands for the address in forms
 * @param address as screens show it
 * @param name as an address book has it; empty from mailboxes
 * @param messages how many came lately; 0 from an address book
 * @param last day of the newest one; null from an address book
 * @param told an address is told once
 * @param within whether the address is one of the MSSanté space: Balise writes nowhere else
 */
public record Correspondent(
        String key,
        String address,
        String name,
        int messages,
        @Nullable LocalDate last,
        boolean told,
        boolean within) {
    public boolean tellable() {
        return within && !told;
    }
}
