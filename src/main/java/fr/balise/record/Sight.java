package fr.balise.record;

import fr.balise.record.document.Seeing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a document can be looked at in a page without opening what its sender made.
 *
 * @param title of the document; empty for none
 * @param html of a few elements, made here; null where it is no text
 * @param octets of a PDF or a picture; null for a text, or for what cannot be shown
 */
public record Sight(Kind kind, String title, @Nullable String html, byte @Nullable [] octets) {

    public enum Kind {
        TEXT,
        /** To be drawn elsewhere: it may run programs of its writer. */
        PDF,
        PNG("image/png"),
        JPEG("image/jpeg"),
        GIF("image/gif"),
        WEBP("image/webp"),
        /** Of a kind that is not shown, broken, or with something in it that is not read. */
        NONE;

        private final String type;

        Kind() {
            this("");
        }

        Kind(String type) {
            this.type = type;
        }

        /** Media type of a picture; empty for the others. */
        public String type() {
            return type;
        }

        public boolean isPicture() {
            return !type.isEmpty();
        }
    }

    /** What is inside an attachment, in its order: several documents for an archive. @param name of the file as its sender called it */
    public static List<Sight> of(String name, byte[] octets) {
        return Seeing.of(name, octets);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "Sight[" + kind + "]";
    }
}
