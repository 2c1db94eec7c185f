package fr.balise.hygiene;

import fr.balise.mailstore.MailStore.NoSuchFolder;
import fr.balise.mailstore.OpenMailbox;
import fr.balise.mailstore.StoredMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ends a move that a dying server cut off: it lays the copies down first and removes the messages afterwards, so that both may be there
 * ({@link OpenMailbox#move}). Moved once more they would be there twice. Only what lies in the other folder octet for octet is removed, as
 * often as it lies there.
 */
final class CutOff {
    private CutOff() {}

    /** What two messages share before their octets are looked at. */
    private record Shape(Instant received, long octets) {}

    /** @param octets SHA-256 */
    private record Print(Instant received, String octets) {}

    /**
     * Where a folder ended when a batch was about to be moved into it: what the move laid down lies behind. Kept as the place of the job, so
     * that a message which looks the same, and lay there before, is never taken for a copy.
     *
     * @param part of the clean-up
     * @param uidValidity 0 where the folder was not there yet
     */
    record Edge(int part, long uidValidity, long last) {
        private static final Pattern FORM = Pattern.compile("([0-9]{1,9}):([0-9]{1,18}):([0-9]{1,18})");

        static Edge of(OpenMailbox mailbox, int part, String folder) {
            try {
                var now = mailbox.numbering(folder);
                return new Edge(part, now.uidValidity(), now.uidNext() - 1);
            } catch (NoSuchFolder fresh) {
                return new Edge(part, 0, 0);
            }
        }

        /** Empty when there is none in it: nothing was about to be moved. */
        static Optional<Edge> parse(String place) {
            return Optional.of(FORM.matcher(place))
                    .filter(Matcher::matches)
                    .map(found -> new Edge(
                            Integer.parseInt(found.group(1)),
                            Long.parseLong(found.group(2)),
                            Long.parseLong(found.group(3))));
        }

        boolean isOf(int other) {
            return part == other;
        }

        @Override
        public String toString() {
            return part + ":" + uidValidity + ":" + last;
        }
    }

    /** As below, behind the edge; nothing where the folder was numbered anew since. */
    static void end(
            OpenMailbox mailbox,
            String from,
            Collection<Long> uids,
            String to,
            Edge edge,
            Predicate<StoredMessage> moved)
            throws IOException {
        try {
            if (edge.uidValidity == 0 || edge.uidValidity == mailbox.uidValidity(to))
                end(mailbox, from, uids, to, edge.last, moved);
        } catch (NoSuchFolder gone) {
            // One of both: nothing is there twice.
        }
    }

    /**
     * To be called when a turn begins, before the same messages are moved again.
     *
     * @param uids what was to be moved; those that are gone are no error
     * @param after what lies in {@code to} with a UID up to here was there before the move
     * @param moved whether a message of {@code to} may have come by the move; one that somebody is about to remove is no copy
     */
    static void end(
            OpenMailbox mailbox,
            String from,
            Collection<Long> uids,
            String to,
            long after,
            Predicate<StoredMessage> moved)
            throws IOException {
        if (uids.isEmpty()) return;
        var there = shapes(mailbox, to, after, moved);
        if (there.isEmpty()) return;
        var left = new ArrayList<Long>();
        var alike = new TreeSet<Long>();
        mailbox.describe(from, uids, message -> {
            var same = there.get(new Shape(message.received(), message.octets()));
            if (same == null) return;
            left.add(message.uid());
            alike.addAll(same);
        });
        if (left.isEmpty()) return;
        var copies = new HashMap<Print, Integer>();
        mailbox.read(
                to,
                alike,
                (envelope, octets) -> copies.merge(new Print(envelope.received(), sha(octets)), 1, Integer::sum));
        var done = new ArrayList<Long>();
        mailbox.read(from, left, (envelope, octets) -> {
            var print = new Print(envelope.received(), sha(octets));
            if (copies.merge(print, -1, Integer::sum) >= 0) done.add(envelope.uid());
        });
        if (!done.isEmpty()) mailbox.delete(from, done);
    }

    private static Map<Shape, List<Long>> shapes(
            OpenMailbox mailbox, String folder, long after, Predicate<StoredMessage> moved) {
        var shapes = new HashMap<Shape, List<Long>>();
        try {
            mailbox.list(folder, after, message -> {
                if (moved.test(message) && !message.flags().contains(StoredMessage.DELETED))
                    shapes.computeIfAbsent(new Shape(message.received(), message.octets()), _ -> new ArrayList<>())
                            .add(message.uid());
            });
        } catch (NoSuchFolder nothing) {
            // Nothing was moved.
        }
        return shapes;
    }

    private static String sha(InputStream octets) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(octets, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
