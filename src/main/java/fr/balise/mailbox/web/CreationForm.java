package fr.balise.mailbox.web;

import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.console.Wish;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a mailbox as it is typed.
 *
 * @param person id in the directory; {@code structure} likewise: one of them is given
 * @param situation id; null for all places
 */
record CreationForm(
        @Nullable Long person,
        @Nullable Long structure,
        @Nullable MailboxType type,
        @Nullable String address,
        @Nullable String domain,
        @Nullable Long situation,
        @Nullable Boolean listed,
        @Nullable String service,
        @Nullable String description,
        @Nullable String responsible) {

    static CreationForm of(@Nullable Long person, @Nullable Long structure) {
        var type = person == null ? MailboxType.ORG : MailboxType.PER;
        return new CreationForm(person, structure, type, null, null, null, true, null, null, null);
    }

    Wish wish(String holder, MailboxType otherwise) {
        var kind = type == null ? otherwise : type;
        return new Wish(
                kind,
                holder,
                address,
                domain,
                situation,
                Boolean.TRUE.equals(listed),
                kind == MailboxType.ORG || kind == MailboxType.APP ? service : null,
                kind == MailboxType.PER ? null : description,
                kind == MailboxType.PER ? null : responsible);
    }
}
