package fr.balise.hygiene;

import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A message without its heavy attachments: each of them is replaced by a short text that tells what was there, everything else stays octet
 * for octet [RFC2046 5.1]. A message that is signed or encrypted is left alone: it would no longer be what its sender signed. Pure.
 */
sealed interface Lightened {
    /** Octets of an attachment as it is encoded: less is not worth a text. */
    long HEAVY = 2_000;

    /** @param taken what was replaced, in the order of the message */
    record Done(byte[] octets, List<Taken> taken) implements Lightened {
        public Done {
            taken = List.copyOf(taken);
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
            return "Done[" + taken.size() + "]";
        }
    }

    /** Nothing heavy is attached. */
    record Nothing() implements Lightened {}

    /** Signed or encrypted. */
    record Sealed() implements Lightened {}

    /** Not built as a message should be: nobody knows what would be lost. */
    record Illegible() implements Lightened {}

    /**
     * @param octets of the file itself, decoded
     * @param sha256 of the file itself, in hexadecimal
     */
    record Taken(String name, String type, long octets, String sha256) {
        @Override
        public String toString() {
            return "Taken[" + type + "]"; // names of files hold names of patients
        }
    }

    /** @param words the text that stands for an attachment from then on */
    static Lightened of(byte[] message, Function<Taken, String> words) {
        var leaves = new ArrayList<MimeScan.Leaf>();
        try {
            new MimeScan(message, leaves).entity(0, message.length, 0, false);
            var out = new ByteArrayOutputStream(message.length);
            var taken = new ArrayList<Taken>();
            int from = 0;
            for (var leaf : leaves) {
                if (!leaf.isHeavy()) continue;
                var what = leaf.taken(message);
                out.write(message, from, leaf.start() - from);
                out.write(leaf.replaced(message, words.apply(what)));
                taken.add(what);
                from = leaf.end();
            }
            if (taken.isEmpty()) return new Nothing();
            out.write(message, from, message.length - from);
            return out.size() < message.length ? new Done(out.toByteArray(), taken) : new Nothing();
        } catch (MimeScan.SealedMessage sealed) {
            return new Sealed();
        } catch (IOException | MessagingException illegible) {
            return new Illegible();
        }
    }
}
