package fr.balise.promotion.book;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import org.jspecify.annotations.Nullable;

/**
 * One address of a book, or a correspondent without any.
 *
 * @param number counts the entries of the book from 0, the same at each reading
 * @param line of the file at which it begins, from 1; of a bundle, the number of its resource
 * @param written the address as it stands there; empty where there is none
 * @param address null where {@code written} is no address
 * @param name of the correspondent, as it stands there; may be empty
 * @param person national id; null where the book does not tell
 */
public record Entry(
        int number,
        int line,
        String written,
        @Nullable MailAddress address,
        String name,
        @Nullable NationalPersonId person) {

    boolean isEmpty() {
        return written.isEmpty() && name.isEmpty() && person == null;
    }
}
