package fr.balise.hygiene;

import fr.balise.kernel.Sha256;
import fr.balise.mailstore.MessageHead;
import fr.balise.mailstore.MessageKind;
import fr.balise.mailstore.MessagePart;
import fr.balise.mailstore.StoredMessage;
import fr.balise.record.Marks;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message as far as room and clean-ups need to know it: no subject, no text.
 *
 * @param folder number of its {@link Shelf}
 * @param octets as the quota counts them
 * @param marks bits of {@link Mark}
 * @param sender address in lower case; empty if none can be read
 * @param identity of the message wherever it lies, from its Message-ID; 0 for none
 * @param documents types of its documents as its sender told them, LOINC codes with commas between; empty for none
 * @param pieces its attachments
 * @param print of its documents together, wherever they lie ({@link fr.balise.record.SameDocuments}); 0 while they were not read
 */
public record Item(
        int folder,
        long uid,
        long octets,
        Instant received,
        int marks,
        MessageKind kind,
        String sender,
        long identity,
        String documents,
        List<Piece> pieces,
        long print) {

    public static final String FILED = Marks.FILED;
    public static final String ATTESTED = Marks.ATTESTED;

    public static final String KEPT = Marks.KEPT;

    private static final int LONGEST_NAME = 200;
    private static final Pattern CODES = Pattern.compile("[0-9A-Za-z.-]{1,20}(,[0-9A-Za-z.-]{1,20}){0,9}");

    public Item {
        pieces = List.copyOf(pieces);
    }

    /** As it is listed: nothing of its documents was read. */
    Item(
            int folder,
            long uid,
            long octets,
            Instant received,
            int marks,
            MessageKind kind,
            String sender,
            long identity,
            String documents,
            List<Piece> pieces) {
        this(folder, uid, octets, received, marks, kind, sender, identity, documents, pieces, 0);
    }

    /** An attachment. @param octets as it is encoded in the message */
    public record Piece(String name, String type, long octets) {
        /** Enough to be taken out of a message that stays. */
        public boolean heavy() {
            return octets >= Lightened.HEAVY;
        }

        @Override
        public String toString() {
            return "Piece[" + type + "]"; // names of files hold names of patients
        }
    }

    enum Mark {
        SEEN("\\Seen"),
        ANSWERED("\\Answered"),
        FLAGGED("\\Flagged"),
        FILED(Item.FILED),
        ATTESTED(Item.ATTESTED),
        COLLECTED(Marks.COLLECTED),
        KEPT(Item.KEPT);

        private final String flag;

        Mark(String flag) {
            this.flag = flag;
        }

        int bit() {
            return 1 << ordinal();
        }

        static int of(Set<String> flags) {
            int bits = 0;
            for (var mark : values()) if (flags.contains(mark.flag)) bits |= mark.bit();
            return bits;
        }
    }

    static Item of(int folder, StoredMessage message) {
        return new Item(
                folder,
                message.uid(),
                message.octets(),
                message.received(),
                Mark.of(message.flags()),
                MessageKind.of(message),
                sender(message.head()),
                identity(message.head().messageId()),
                documents(message.head()),
                message.parts().stream()
                        .filter(Item::isAttached)
                        .map(Item::piece)
                        .toList());
    }

    private static String sender(MessageHead head) {
        var from = head.from();
        return from == null ? "" : from.toLowerCase(Locale.ROOT);
    }

    private static long identity(@Nullable String messageId) {
        return messageId == null ? 0 : identity(Sha256.of(messageId));
    }

    static long identity(byte[] sha256) {
        return ByteBuffer.wrap(sha256).getLong();
    }

    private static String documents(MessageHead head) {
        var told = head.other("X-MSS-CODECDA").orElse("").replaceAll("\\s", "");
        return CODES.matcher(told).matches() ? told : "";
    }

    private static boolean isAttached(MessagePart part) {
        return part.attached() || part.name() != null || part.type().startsWith("application/");
    }

    private static Piece piece(MessagePart part) {
        var name = Objects.requireNonNullElse(part.name(), "");
        return new Piece(name.substring(0, Math.min(name.length(), LONGEST_NAME)), part.type(), part.octets());
    }

    Item marked(Set<String> flags) {
        return new Item(
                folder, uid, octets, received, Mark.of(flags), kind, sender, identity, documents, pieces, print);
    }

    Item from(String other) {
        return new Item(folder, uid, octets, received, marks, kind, other, identity, documents, pieces, print);
    }

    Item printed(long read) {
        return new Item(folder, uid, octets, received, marks, kind, sender, identity, documents, pieces, read);
    }

    /** Whether its documents are to be read yet. A failed filing speaks of documents, and is no copy of them. */
    boolean awaitsPrint() {
        return print == 0 && kind.isDocument() && kind != MessageKind.INTEGRATION_FAILURE && !pieces.isEmpty();
    }

    private boolean has(Mark mark) {
        return (marks & mark.bit()) != 0;
    }

    public boolean seen() {
        return has(Mark.SEEN);
    }

    public boolean answered() {
        return has(Mark.ANSWERED);
    }

    public boolean flagged() {
        return has(Mark.FLAGGED);
    }

    /** Whatever is tidied up. */
    public boolean kept() {
        return has(Mark.KEPT);
    }

    /** A failed filing stays one, whoever says what. */
    public boolean filed() {
        return has(Mark.FILED) && kind != MessageKind.INTEGRATION_FAILURE;
    }

    public boolean attested() {
        return filed() && has(Mark.ATTESTED);
    }

    /** How far it is shown that its documents are in a record, from most to least. */
    public enum Proof {
        /** Record software keeps them. */
        FILED,
        /** A person said so. */
        ATTESTED,
        /** Software fetched them; nobody said that they are filed. */
        COLLECTED,
        NONE;

        public String tone() {
            return switch (this) {
                case FILED, ATTESTED -> "ok";
                case COLLECTED, NONE -> "warn";
            };
        }
    }

    public Proof proof() {
        if (filed()) return has(Mark.ATTESTED) ? Proof.ATTESTED : Proof.FILED;
        return has(Mark.COLLECTED) ? Proof.COLLECTED : Proof.NONE;
    }

    /** A document of a patient of which nothing shows that it is in a record. */
    public boolean unproven() {
        return kind.isDocument() && !filed();
    }

    /** Tells it from any other message of its mailbox, so that sums of such numbers tell sets of messages apart. */
    long which() {
        long mixed = mix(((long) folder << Integer.SIZE) | uid);
        return mix(mixed ^ mix(octets ^ received.getEpochSecond() << Short.SIZE));
    }

    /** SplitMix64: each bit of what goes in changes half of what comes out. */
    private static long mix(long bits) {
        long z = bits + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    public long attached() {
        long sum = 0;
        for (var piece : pieces) sum += piece.octets();
        return Math.min(sum, octets);
    }

    @Override
    public String toString() {
        return "Item[" + folder + "/" + uid + "]";
    }
}
