package fr.balise.mailstore;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Mailboxes in memory, for tests that need no server. Keeps {@link OpenMailboxContract}. */
public final class InMemoryMailStore implements MailStore {
    private static final Pattern FLAG = Pattern.compile("\\\\?[A-Za-z0-9$_.-]{1,64}");
    private static final Map<String, Use> USES =
            Map.of("Trash", Use.TRASH, "Sent", Use.SENT, "Drafts", Use.DRAFTS, "Junk", Use.JUNK);

    private final Map<AccountId, Box> boxes = new ConcurrentHashMap<>();
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private volatile boolean down;

    private record Kept(byte[] octets, Instant received, Set<String> flags) {}

    private static final class Place {
        long validity = System.nanoTime() & 0x7fffffff;
        final TreeMap<Long, Kept> messages = new TreeMap<>();
        long next = 1;
    }

    private static final class Box {
        final TreeMap<String, Place> places = new TreeMap<>();
        long room = Long.MAX_VALUE;

        Box() {
            for (var name : List.of("INBOX", "Trash", "Sent", "Drafts", "Junk")) places.put(name, new Place());
        }
    }

    public void room(AccountId account, DataSize room) {
        box(account).room = room.toBytes();
    }

    /** As a server does that lost its index. */
    public void renumber(AccountId account, String folder) {
        var place = box(account).places.get(folder);
        if (place != null) place.validity++;
    }

    /** From now on the server does not answer, or answers again. */
    public void down(boolean isDown) {
        down = isDown;
    }

    /** The line breaks once, after that many more messages were put: the last of them is there, and nobody is told so. */
    public void breakAfter(int appends) {
        left.set(appends);
    }

    private Box box(AccountId account) {
        return boxes.computeIfAbsent(account, _ -> new Box());
    }

    @Override
    public OpenMailbox open(AccountId account) {
        if (down) throw new Unavailable("down", null);
        return new Mailbox(box(account));
    }

    @Override
    public void disconnect(AccountId account) {}

    @Override
    public void erase(AccountId account) {
        if (down) throw new Unavailable("down", null);
        boxes.remove(account);
    }

    private final class Mailbox implements OpenMailbox {
        private final Box box;

        Mailbox(Box box) {
            this.box = box;
        }

        private Place place(String folder) {
            if (down) throw new Unavailable("down", null);
            var place = box.places.get(folder);
            if (place == null) throw new NoSuchFolder();
            return place;
        }

        @Override
        public List<Folder> folders() {
            if (down) throw new Unavailable("down", null);
            return box.places.entrySet().stream()
                    .map(entry -> {
                        var messages = entry.getValue().messages.values();
                        return new Folder(
                                entry.getKey(),
                                '/',
                                USES.getOrDefault(entry.getKey(), Use.OTHER),
                                messages.size(),
                                messages.stream()
                                        .filter(m -> !m.flags().contains(StoredMessage.SEEN))
                                        .count(),
                                entry.getValue().validity,
                                entry.getValue().next,
                                0,
                                DataSize.ofBytes(messages.stream()
                                        .mapToLong(m -> m.octets().length)
                                        .sum()));
                    })
                    .toList();
        }

        @Override
        public Optional<Quota> quota() {
            if (down) throw new Unavailable("down", null);
            return box.room == Long.MAX_VALUE
                    ? Optional.empty()
                    : Optional.of(new Quota(DataSize.ofBytes(used()), DataSize.ofBytes(box.room)));
        }

        @Override
        public void create(String folder) {
            if (down) throw new Unavailable("down", null);
            box.places.computeIfAbsent(folder, _ -> new Place());
        }

        @Override
        public void list(String folder, long after, Consumer<StoredMessage> each) {
            var place = place(folder);
            for (var entry : new TreeMap<>(place.messages.tailMap(after, false)).entrySet())
                each.accept(told(place.validity, entry.getKey(), entry.getValue()));
        }

        @Override
        public void describe(String folder, Collection<Long> uids, Consumer<StoredMessage> each) {
            var place = place(folder);
            for (var uid : uids.stream().sorted().distinct().toList())
                if (place.messages.containsKey(uid)) each.accept(told(place.validity, uid, place.messages.get(uid)));
        }

        @Override
        public Changes changes(String folder, long uidValidity, long modSeq) {
            var place = place(folder);
            if (place.validity != uidValidity) return new Changes.Anew();
            var flags = new HashMap<Long, Set<String>>();
            place.messages.forEach((uid, kept) -> flags.put(uid, kept.flags()));
            return new Changes.All(flags);
        }

        @Override
        public Added move(String from, Collection<Long> uids, String to) {
            create(to);
            var target = place(to);
            var source = place(from);
            for (var uid : uids.stream().sorted().distinct().toList()) {
                var kept = source.messages.remove(uid);
                if (kept != null) add(target, kept);
            }
            return new Added.Stored(OptionalLong.empty());
        }

        @Override
        public void removeFolder(String folder) {
            if (down) throw new Unavailable("down", null);
            box.places.remove(folder);
        }

        @Override
        public Numbering numbering(String folder) {
            var place = place(folder);
            return new Numbering(place.validity, place.next);
        }

        @Override
        public List<Long> uids(String folder, long after) {
            return place(folder).messages.tailMap(after, false).keySet().stream()
                    .limit(1_000)
                    .toList();
        }

        @Override
        public void read(String folder, Collection<Long> uids, Reading each) throws IOException {
            var place = place(folder);
            for (var uid : uids.stream().sorted().distinct().toList()) {
                var kept = place.messages.get(uid);
                if (kept != null)
                    each.message(
                            new Envelope(uid, kept.octets().length, kept.flags(), kept.received()),
                            new ByteArrayInputStream(kept.octets()));
            }
        }

        @Override
        public Added append(String folder, Set<String> flags, Instant received, long size, InputStream octets) {
            flags.forEach(InMemoryMailStore::check);
            create(folder);
            try {
                var message = octets.readNBytes(Math.toIntExact(size));
                if (message.length < size) throw new Unavailable("the message ended early", null);
                if (used() + size > box.room) return new Added.Full();
                long uid = add(place(folder), new Kept(message, received.truncatedTo(ChronoUnit.SECONDS), flags));
                if (left.decrementAndGet() == 0) throw new Unavailable("broken", null);
                return new Added.Stored(OptionalLong.of(uid));
            } catch (IOException e) {
                throw new Unavailable("appending", e);
            }
        }

        private long add(Place place, Kept kept) {
            place.messages.put(place.next, kept);
            return place.next++;
        }

        private long used() {
            return box.places.values().stream()
                    .flatMap(place -> place.messages.values().stream())
                    .mapToLong(kept -> kept.octets().length)
                    .sum();
        }

        @Override
        public Added copy(String from, Collection<Long> uids, String to) {
            var target = place(to);
            var copies = uids.stream()
                    .map(place(from).messages::get)
                    .filter(java.util.Objects::nonNull)
                    .toList();
            if (used() + copies.stream().mapToLong(kept -> kept.octets().length).sum() > box.room)
                return new Added.Full();
            copies.forEach(kept -> add(target, kept));
            return new Added.Stored(OptionalLong.empty());
        }

        @Override
        public void delete(String folder, Collection<Long> uids) {
            place(folder).messages.keySet().removeAll(Set.copyOf(uids));
        }

        @Override
        public void flag(String folder, Collection<Long> uids, Set<String> add, Set<String> remove) {
            add.forEach(InMemoryMailStore::check);
            remove.forEach(InMemoryMailStore::check);
            var place = place(folder);
            for (var uid : uids)
                place.messages.computeIfPresent(uid, (_, kept) -> {
                    var flags = new HashSet<>(kept.flags());
                    flags.addAll(add);
                    flags.removeAll(remove);
                    return new Kept(kept.octets(), kept.received(), Set.copyOf(flags));
                });
        }

        @Override
        public void close() {}
    }

    private static void check(String flag) {
        if (!FLAG.matcher(flag).matches()) throw new IllegalArgumentException("not a flag");
    }

    private static StoredMessage told(long validity, long uid, Kept kept) {
        try {
            var message = new MimeMessage(null, new ByteArrayInputStream(kept.octets()));
            var parts = new ArrayList<MessagePart>();
            collect(message, parts);
            return new StoredMessage(
                    validity,
                    uid,
                    kept.octets().length,
                    kept.flags(),
                    kept.received(),
                    ImapListing.head(new ByteArrayInputStream(kept.octets())),
                    true,
                    type(message),
                    parts);
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String type(Part part) throws MessagingException {
        var type = new ContentType(part.getContentType());
        var report = type.getParameter("report-type");
        var base = type.getBaseType().toLowerCase(Locale.ROOT);
        return report == null ? base : base + ";" + report.toLowerCase(Locale.ROOT);
    }

    private static void collect(Part part, List<MessagePart> parts) throws MessagingException, IOException {
        if (part.isMimeType("multipart/*")) {
            var all = (Multipart) part.getContent();
            for (int i = 0; i < all.getCount(); i++) collect(all.getBodyPart(i), parts);
            return;
        }
        parts.add(new MessagePart(
                new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT),
                ImapListing.decoded(name(part)),
                Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition()),
                Math.max(part.getSize(), 0)));
        if (part.isMimeType("message/rfc822") && part.getContent() instanceof Part inside) collect(inside, parts);
    }

    private static @Nullable String name(Part part) throws MessagingException {
        return part instanceof MimePart || part instanceof BodyPart ? part.getFileName() : null;
    }

    /** A message of headers and a body, for tests. */
    public static byte[] message(String... lines) {
        return String.join("\r\n", Arrays.asList(lines)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
