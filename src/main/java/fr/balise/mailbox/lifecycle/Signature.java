package fr.balise.mailbox.lifecycle;

import java.util.List;

/**
 * What stands under a message.
 *
 * @param lines as plain text, without a line that parts it from the message
 * @param html the same as a piece of HTML
 * @param marks a text that holds one of these, in lower case and with single spaces, has such a signature already
 */
public record Signature(List<String> lines, String html, List<String> marks) {
    public Signature {
        lines = List.copyOf(lines);
        marks = List.copyOf(marks);
    }
}
