package fr.balise.mailstore;

import fr.balise.mailstore.MailStore.Folder;
import fr.balise.mailstore.MailStore.NoSuchFolder;
import fr.balise.mailstore.MailStore.Unavailable;
import fr.balise.mailstore.MailStore.Use;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.ResyncData;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.ListInfo;
import org.eclipse.angus.mail.imap.protocol.MailboxInfo;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.eclipse.angus.mail.imap.protocol.UIDSet;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A mailbox behind IMAP [RFC9051], on any server: hosted ones are reached like those of others. */
final class ImapMailbox implements OpenMailbox {
    /** Messages asked about at once: about a megabyte of answers. */
    private static final int PAGE = 1_000;

    /** UIDs looked for at once, 8 octets each; more where there are gaps. */
    private static final long WINDOW = 20_000;

    /** Octets fetched at once: small messages together, large ones in pieces. One by one costs nine tenths of the speed. */
    private static final int BATCH = 4 * 1024 * 1024;

    /** The same where they are handed over while they come: none of them is kept. */
    private static final int PASSING = 8 * 1024 * 1024;

    private static final int PIECE = 4 * 1024 * 1024;

    /** The code of a refusal [RFC9051 7.1]: what follows it is the server's own words. */
    private static final Pattern CODE = Pattern.compile("\\[([A-Z-]{2,24})");

    private static final String INBOX = "INBOX";

    private final ImapLine line;
    private final boolean hosted;

    /** @param hosted whether it is one of ours, with a folder that is Balise's own */
    ImapMailbox(ImapLine line, boolean hosted) {
        this.line = line;
        this.hosted = hosted;
    }

    private interface Step<T> {
        T run() throws ProtocolException, IOException;
    }

    /**
     * Whatever goes wrong in a conversation is told without the words of the other side. After anything but a plain refusal nobody knows
     * what it would say next: the line is cut.
     */
    private <T> T talk(String what, Step<T> step) {
        try {
            return step.run();
        } catch (NoSuchFolder | Unavailable | IllegalArgumentException ours) {
            throw ours;
        } catch (CommandFailedException no) {
            throw new Unavailable(what + " was refused " + code(no), null);
        } catch (ProtocolException | IOException | RuntimeException | StackOverflowError broken) {
            line.disconnect();
            throw new Unavailable(what + ": " + broken.getClass().getSimpleName(), null);
        }
    }

    static String code(CommandFailedException no) {
        var found = CODE.matcher(String.valueOf(no.getMessage()));
        return found.find() ? found.group(1) : "";
    }

    @Override
    public List<Folder> folders() {
        return talk("listing folders", () -> {
            var folders = new ArrayList<Folder>();
            for (var info : line.list("", "*")) if (info.canOpen && !isOurs(info)) status(info, folders);
            folders.sort(Comparator.comparing(Folder::name));
            return List.copyOf(folders);
        });
    }

    private boolean isOurs(ListInfo info) {
        return hosted && (info.name + info.separator).startsWith(MailStore.RECOVERABLE + info.separator);
    }

    private void status(ListInfo info, List<Folder> folders) throws ProtocolException, IOException {
        boolean sums = line.hasCapability("STATUS=SIZE");
        boolean counts = line.hasCapability("CONDSTORE");
        var wanted = new ArrayList<>(List.of("MESSAGES", "UNSEEN", "UIDVALIDITY", "UIDNEXT"));
        if (sums) wanted.add("SIZE");
        if (counts) wanted.add("HIGHESTMODSEQ");
        var status = line.status(info.name, wanted.toArray(String[]::new));
        folders.add(new Folder(
                info.name,
                info.separator,
                use(info),
                Math.max(status.total, 0),
                Math.max(status.unseen, 0),
                status.uidvalidity,
                status.uidnext,
                counts ? Math.max(status.highestmodseq, 0) : 0,
                DataSize.ofBytes(sums ? Math.max(status.getItem("SIZE"), 0) : summed(info.name))));
    }

    private static Use use(ListInfo info) {
        if (info.attrs != null)
            for (var attribute : info.attrs)
                for (var use : Use.values())
                    if (attribute.toUpperCase(Locale.ROOT).equals("\\" + use)) return use;
        return Use.OTHER;
    }

    /** Where the server does not add up by itself. */
    private long summed(String folder) throws ProtocolException, IOException {
        long sum = 0;
        var there = line.examine(folder);
        for (var pages = new Pages(there, 0); pages.more(); )
            for (var size : sizes(pages.next()).values()) sum += size;
        return sum;
    }

    @Override
    public Optional<Quota> quota() {
        return talk("asking for the quota", () -> {
            if (!line.hasCapability("QUOTA")) return Optional.empty();
            try {
                return nearest(line.getQuotaRoot(INBOX));
            } catch (CommandFailedException no) {
                return Optional.empty(); // it offers them, and sets none for this mailbox
            }
        });
    }

    private static Optional<Quota> nearest(jakarta.mail.Quota @Nullable [] roots) {
        if (roots == null) return Optional.empty();
        return Arrays.stream(roots)
                .filter(root -> root.resources != null)
                .flatMap(root -> Arrays.stream(root.resources))
                .filter(one -> "STORAGE".equalsIgnoreCase(one.name) && isSize(one.usage, 0) && isSize(one.limit, 1))
                .map(one -> new Quota(DataSize.ofKilobytes(one.usage), DataSize.ofKilobytes(one.limit)))
                .max(Comparator.comparingDouble(
                        one -> (double) one.used().toBytes() / one.limit().toBytes()));
    }

    /** In units of 1,024 octets [RFC9208 5.1]; what no disk holds is not believed. */
    private static boolean isSize(long units, long least) {
        return units >= least && units < 1L << 50;
    }

    @Override
    public void create(String folder) {
        talk("making a folder", () -> {
            if (!isThere(folder)) line.create(folder);
            return true;
        });
    }

    private boolean isThere(String folder) throws ProtocolException {
        var found = line.list("", folder);
        return found != null
                && Arrays.stream(found).anyMatch(info -> info.name.equals(folder) || folder.equalsIgnoreCase(INBOX));
    }

    /** Servers word it in many ways that a folder is not there: ask. */
    private MailboxInfo enter(String folder, boolean writable) throws ProtocolException {
        try {
            return writable ? line.select(folder) : line.examine(folder);
        } catch (CommandFailedException no) {
            if (!isThere(folder)) throw new NoSuchFolder();
            throw no;
        }
    }

    @Override
    public void list(String folder, long after, Consumer<StoredMessage> each) {
        var there = talk("opening a folder", () -> enter(folder, false));
        var pages = talk("looking for messages", () -> new Pages(there, after));
        while (pages.more())
            talk("listing messages", () -> described(there.uidvalidity, pages.next()))
                    .forEach(each);
    }

    private Collection<StoredMessage> described(long uidValidity, List<Long> uids)
            throws ProtocolException, IOException {
        var found = new TreeMap<Long, StoredMessage>();
        if (uids.isEmpty()) return found.values(); // all are gone, and no server takes an empty list
        describe(uidValidity, uids, ImapListing.WHOLE, found);
        // An answer that the library cannot read is dropped by it: a structure may be too odd, the message is there all
        // the same.
        for (var uid : uids)
            if (!found.containsKey(uid)) describe(uidValidity, List.of(uid), ImapListing.WITHOUT_STRUCTURE, found);
        return found.values();
    }

    private void describe(long uidValidity, List<Long> uids, String items, Map<Long, StoredMessage> found)
            throws ProtocolException, IOException {
        line.fetch(uids, items, answer -> {
            var message = ImapListing.read(uidValidity, answer);
            if (message != null) found.put(message.uid(), message);
        });
    }

    @Override
    public void describe(String folder, Collection<Long> uids, Consumer<StoredMessage> each) {
        var there = talk("opening a folder", () -> enter(folder, false));
        for (var page : pages(uids))
            talk("listing messages", () -> described(there.uidvalidity, present(page)))
                    .forEach(each);
    }

    /** Those of them that are there still: a message that is gone would be asked for twice. */
    private List<Long> present(List<Long> uids) throws ProtocolException, IOException {
        return List.copyOf(sizes(uids).keySet());
    }

    @Override
    public Changes changes(String folder, long uidValidity, long modSeq) {
        return talk("looking for changes", () -> {
            if (modSeq > 0 && line.resyncs()) return some(enter(folder, uidValidity, modSeq), uidValidity);
            var there = enter(folder, false);
            if (there.uidvalidity != uidValidity) return new Changes.Anew();
            var flags = new HashMap<Long, Set<String>>();
            if (there.total > 0)
                line.flags(answer -> {
                    var uid = answer.getItem(UID.class);
                    if (uid != null) flags.put(uid.uid, ImapListing.flags(answer));
                });
            return new Changes.All(flags);
        });
    }

    private MailboxInfo enter(String folder, long uidValidity, long modSeq) throws ProtocolException {
        try {
            return line.examine(folder, new ResyncData(uidValidity, modSeq));
        } catch (CommandFailedException no) {
            if (!isThere(folder)) throw new NoSuchFolder();
            throw no;
        }
    }

    private static Changes some(MailboxInfo there, long uidValidity) {
        if (there.uidvalidity != uidValidity) return new Changes.Anew();
        var flags = new HashMap<Long, Set<String>>();
        var gone = new ArrayList<Range>();
        if (there.responses != null)
            for (var response : there.responses)
                if (response instanceof FetchResponse answer) {
                    var uid = answer.getItem(UID.class);
                    if (uid != null) flags.put(uid.uid, ImapListing.flags(answer));
                } else if (response.keyEquals("VANISHED")) {
                    response.readAtomStringList(); // (EARLIER)
                    for (var set : UIDSet.parseUIDSets(response.readAtom()))
                        gone.add(new Range(set.start, Math.max(set.start, set.end)));
                }
        return new Changes.Some(flags, gone);
    }

    @Override
    public Numbering numbering(String folder) {
        if (hosted) return talk("asking for numbers", () -> told(folder));
        var there = talk("opening a folder", () -> enter(folder, false));
        return new Numbering(there.uidvalidity, Math.max(there.uidnext, 0));
    }

    /** Leaves the folder open that is. */
    private Numbering told(String folder) throws ProtocolException {
        try {
            var status = line.status(folder, new String[] {"UIDVALIDITY", "UIDNEXT"});
            return new Numbering(status.uidvalidity, Math.max(status.uidnext, 0));
        } catch (CommandFailedException no) {
            if (!isThere(folder)) throw new NoSuchFolder();
            throw no;
        }
    }

    @Override
    public List<Long> uids(String folder, long after) {
        return talk("looking for messages", () -> {
            var pages = new Pages(enter(folder, false), after);
            return pages.more() ? pages.page() : List.of();
        });
    }

    @Override
    public void read(String folder, Collection<Long> uids, Reading each) throws IOException {
        talk("opening a folder", () -> enter(folder, false));
        var sorted = uids.stream().sorted().distinct().toList();
        for (int from = 0; from < sorted.size(); from += PAGE) {
            var page = sorted.subList(from, Math.min(from + PAGE, sorted.size()));
            read(talk("asking for sizes", () -> envelopes(page)), each);
        }
    }

    private void read(Map<Long, Envelope> found, Reading each) throws IOException {
        var batch = new TreeMap<Long, Envelope>();
        long octets = 0;
        int most = hosted ? PASSING : BATCH;
        for (var message : found.values()) {
            if (octets + message.size() > most) {
                whole(batch, each);
                batch.clear();
                octets = 0;
            }
            if (message.size() > most) inPieces(message, each);
            else {
                batch.put(message.uid(), message);
                octets += message.size();
            }
        }
        whole(batch, each);
    }

    private void inPieces(Envelope message, Reading each) throws IOException {
        var pieces = new Pieces(message.uid());
        try {
            each.message(message, pieces);
        } finally {
            pieces.end();
        }
    }

    private Map<Long, Envelope> envelopes(List<Long> uids) throws ProtocolException, IOException {
        var found = new TreeMap<Long, Envelope>();
        line.fetch(uids, ImapListing.ENVELOPE, answer -> {
            var envelope = ImapListing.envelope(answer);
            if (envelope != null) found.put(envelope.uid(), envelope);
        });
        found.keySet().retainAll(new HashSet<>(uids));
        return found;
    }

    private Map<Long, Long> sizes(List<Long> uids) throws ProtocolException, IOException {
        var sizes = new TreeMap<Long, Long>();
        line.fetch(uids, "(UID RFC822.SIZE)", answer -> {
            var uid = answer.getItem(UID.class);
            var size = answer.getItem(RFC822SIZE.class);
            if (uid != null && size != null) sizes.put(uid.uid, size.size);
        });
        sizes.keySet().retainAll(new HashSet<>(uids));
        return sizes;
    }

    /** Ours answers by rising UID; another may answer in any order, and is read whole before anybody is told [RFC9051 7.5.2]. */
    private void whole(Map<Long, Envelope> found, Reading each) throws IOException {
        if (found.isEmpty()) return;
        if (hosted) asTheyCome(found, each);
        else inTheirOrder(found, each);
    }

    private void asTheyCome(Map<Long, Envelope> found, Reading each) throws IOException {
        var answer = talk("reading messages", () -> line.bodies(found.keySet(), "BODY.PEEK[]"));
        long last = 0;
        try {
            while (talk("reading messages", answer::next)) {
                var envelope = found.get(answer.uid());
                if (envelope == null) continue; // an answer to something that nobody asked
                last = rising(last, answer.uid());
                each.message(
                        new Envelope(envelope.uid(), answer.size(), envelope.flags(), envelope.received()),
                        new Body(answer));
            }
        } catch (IOException | RuntimeException failed) {
            past(answer);
            throw failed;
        }
    }

    /** Whoever notes how far it came would lose what comes late. */
    private long rising(long last, long uid) {
        return talk("reading messages", () -> {
            if (uid <= last) throw new ProtocolException("not by rising UID");
            return uid;
        });
    }

    /** After a failure of the reader the mailbox can be used on. */
    private void past(BodyAnswer answer) {
        try {
            while (talk("reading messages", answer::next)) continue;
        } catch (Unavailable cut) {
            // Told by whatever is done with it next.
        }
    }

    private void inTheirOrder(Map<Long, Envelope> found, Reading each) throws IOException {
        var bodies = new TreeMap<Long, ByteArrayInputStream>();
        talk("reading messages", () -> {
            line.fetch(found.keySet(), "(UID BODY.PEEK[])", answer -> {
                var uid = answer.getItem(UID.class);
                var body = answer.getItem(BODY.class);
                if (uid != null && body != null && body.getByteArrayInputStream() != null)
                    bodies.put(uid.uid, body.getByteArrayInputStream());
            });
            return true;
        });
        for (var body : bodies.entrySet()) {
            var envelope = found.get(body.getKey());
            if (envelope == null) continue; // an answer to something that nobody asked
            var octets = body.getValue();
            each.message(
                    new Envelope(envelope.uid(), octets.available(), envelope.flags(), envelope.received()), octets);
        }
    }

    @Override
    public Added append(String folder, Set<String> flags, Instant received, long size, InputStream octets) {
        create(folder);
        return added(folder, () -> line.append(folder, flags, received, size, octets));
    }

    @Override
    public Added copy(String from, Collection<Long> uids, String to) {
        talk("opening a folder", () -> enter(from, false));
        if (uids.isEmpty()) return new Added.Stored(OptionalLong.empty());
        return added(to, () -> {
            line.copy(uids, to);
            return OptionalLong.empty();
        });
    }

    @Override
    public Added move(String from, Collection<Long> uids, String to) {
        if (!line.hasCapability("MOVE")) {
            create(to);
            var copied = copy(from, uids, to);
            if (copied instanceof Added.Stored) delete(from, uids);
            return copied;
        }
        talk("opening a folder", () -> {
            if (hosted) line.resyncs(); // what is gone is told in one line, not in one for each
            return from.equals(line.standing()) || enter(from, true) != null;
        });
        Added last = new Added.Stored(OptionalLong.empty());
        for (var page : pages(uids, MOST_MOVED)) {
            last = added(to, () -> moved(page, to));
            if (last instanceof Added.Full) return last;
        }
        return last;
    }

    /** To be refused once is quicker than to ask each time whether the folder is there. */
    private OptionalLong moved(List<Long> uids, String to) throws ProtocolException {
        try {
            line.move(uids, to);
        } catch (CommandFailedException no) {
            var why = code(no);
            if (why.equals("OVERQUOTA") || !why.equals("TRYCREATE") && isThere(to)) throw no;
            line.create(to);
            line.move(uids, to);
        }
        return OptionalLong.empty();
    }

    @Override
    public void removeFolder(String folder) {
        talk("removing a folder", () -> {
            if (!hosted && !isThere(folder)) return true;
            line.examine(INBOX); // a server may hang up on whoever stands in a folder that goes
            try {
                line.delete(folder);
            } catch (CommandFailedException no) {
                if (!code(no).equals("NONEXISTENT") && isThere(folder)) throw no;
            }
            return true;
        });
    }

    private Added added(String folder, Step<OptionalLong> step) {
        return talk("adding messages", () -> {
            try {
                return new Added.Stored(step.run());
            } catch (CommandFailedException no) {
                if (code(no).equals("OVERQUOTA")) return new Added.Full();
                if (!isThere(folder)) throw new NoSuchFolder();
                throw no;
            }
        });
    }

    @Override
    public void delete(String folder, Collection<Long> uids) {
        talk("deleting", () -> {
            enter(folder, true);
            // Without it a deletion would take away what somebody else has marked as well.
            if (!line.hasCapability("UIDPLUS")) throw new ProtocolException("no UIDPLUS");
            for (var page : pages(uids)) {
                line.store(page, "+FLAGS", Set.of(StoredMessage.DELETED));
                line.expunge(page);
            }
            return true;
        });
    }

    @Override
    public void flag(String folder, Collection<Long> uids, Set<String> add, Set<String> remove) {
        talk("marking", () -> {
            enter(folder, true);
            for (var page : pages(uids)) {
                if (!add.isEmpty()) line.store(page, "+FLAGS", add);
                if (!remove.isEmpty()) line.store(page, "-FLAGS", remove);
            }
            return true;
        });
    }

    private static List<List<Long>> pages(Collection<Long> uids) {
        return pages(uids, PAGE);
    }

    private static List<List<Long>> pages(Collection<Long> uids, int most) {
        var sorted = uids.stream().sorted().distinct().toList();
        var pages = new ArrayList<List<Long>>();
        for (int from = 0; from < sorted.size(); from += most)
            pages.add(sorted.subList(from, Math.min(from + most, sorted.size())));
        return pages;
    }

    @Override
    public void close() {
        try {
            line.logout();
        } catch (ProtocolException gone) {
            line.disconnect();
        }
    }

    /** The UIDs of an open folder, page by page. */
    private final class Pages {
        private final long last;
        private long next;
        private List<Long> found = List.of();

        Pages(MailboxInfo there, long after) throws ProtocolException {
            last = there.total == 0 ? 0 : there.uidnext > 0 ? there.uidnext - 1 : 0xFFFFFFFFL;
            next = after + 1;
            look();
        }

        private void look() throws ProtocolException {
            for (long width = WINDOW; found.isEmpty() && next <= last; width *= 2) {
                long to = Math.min(last, next + width - 1);
                found = line.uids(next, to);
                next = to + 1;
            }
        }

        boolean more() {
            return !found.isEmpty();
        }

        List<Long> page() {
            return List.copyOf(found.subList(0, Math.min(PAGE, found.size())));
        }

        List<Long> next() throws ProtocolException, IOException {
            var page = page();
            found = found.subList(page.size(), found.size());
            look();
            return page;
        }
    }

    /** Octets on their way from the server. */
    private abstract class Coming extends InputStream {
        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return length == 0 ? 0 : talk("reading a message", () -> taken(into, offset, length));
        }

        abstract int taken(byte[] into, int offset, int length) throws IOException, ProtocolException;
    }

    /** One of several that come. */
    private final class Body extends Coming {
        private final BodyAnswer answer;

        Body(BodyAnswer answer) {
            this.answer = answer;
        }

        @Override
        int taken(byte[] into, int offset, int length) throws IOException {
            return answer.read(into, offset, length);
        }
    }

    /** A large message, piece by piece. */
    private final class Pieces extends Coming {
        private final long uid;
        private long at;
        private @Nullable BodyAnswer piece;
        private boolean ended;

        Pieces(long uid) {
            this.uid = uid;
        }

        @Override
        int taken(byte[] into, int offset, int length) throws IOException, ProtocolException {
            while (!ended) {
                if (piece == null) piece = begun();
                int read = piece.read(into, offset, length);
                if (read >= 0) return read;
                over(piece);
                piece = null;
            }
            return -1;
        }

        private BodyAnswer begun() throws IOException, ProtocolException {
            var answer = line.bodies(List.of(uid), "BODY.PEEK[]<" + at + "." + PIECE + ">");
            if (!answer.next()) throw new Unavailable("a message is gone while it was read", null);
            at += answer.size();
            ended = answer.size() == 0;
            return answer;
        }

        private static void over(BodyAnswer piece) throws IOException, ProtocolException {
            while (piece.next()) continue;
        }

        /** The line is free for something else. */
        void end() {
            ended = true;
            var last = piece;
            piece = null;
            if (last != null) past(last);
        }
    }
}
