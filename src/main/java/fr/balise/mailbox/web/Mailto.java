package fr.balise.mailbox.web;

import fr.balise.mailbox.RequestView;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** Opens the letter in the person's own mail program. Stays in the browser: no server sees this link. */
final class Mailto {
    private Mailto() {}

    /** Null when no mail address of the operator is known. */
    static @Nullable String of(RequestView.Letter letter) {
        var contact = letter.contact();
        if (contact == null || !contact.matches("[^\\s@]+@[^\\s@]+")) return null;
        var reminder = letter.reminder();
        return "mailto:" + contact + "?subject=" + encoded(letter.subject()) + "&body="
                + encoded(reminder == null ? letter.body() : reminder);
    }

    private static String encoded(String text) {
        return UriUtils.encode(text.replace("\r\n", "\n").replace("\n", "\r\n"), StandardCharsets.UTF_8);
    }
}
