package fr.balise.mailstore;

import org.jspecify.annotations.Nullable;

/**
 * A leaf of the structure of a message.
 *
 * @param type in lower case, without parameters
 * @param name file name, decoded; null for none
 * @param attached whether the sender said that it is an attachment, not text to be shown in place
 * @param octets as it is encoded in the message
 */
public record MessagePart(String type, @Nullable String name, boolean attached, long octets) {
    @Override
    public String toString() {
        return "MessagePart[" + type + "]"; // names of files hold names of patients
    }
}
