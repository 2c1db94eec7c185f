package fr.balise.mailbox.console;

import fr.balise.kernel.MailboxType;
import org.jspecify.annotations.Nullable;

/**
 * One mailbox that is to be opened, as it was typed.
 *
 * @param holder number of the person or structure: RPPS, FINESS or the national id with its prefix
 * @param address whole, or the part before the @; null for the one that the pattern of the domain gives
 * @param domain where {@code address} does not tell it; null for the installation's first
 * @param situation of the directory, for people; null for all places
 * @param listed whether it is to be published in the directory
 * @param service department, for ORG and APP; {@code description} for all but PER; {@code responsible} who answers for it, never public
 */
public record Wish(
        MailboxType type,
        String holder,
        @Nullable String address,
        @Nullable String domain,
        @Nullable Long situation,
        boolean listed,
        @Nullable String service,
        @Nullable String description,
        @Nullable String responsible) {

    public Wish {
        holder = holder.strip();
        address = given(address);
        domain = given(domain);
        service = given(service);
        description = given(description);
        responsible = given(responsible);
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
