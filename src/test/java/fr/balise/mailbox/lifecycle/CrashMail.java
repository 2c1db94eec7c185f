package fr.balise.mailbox.lifecycle;

import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.MailTalk;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Another operator who sends without a pause, and the mailboxes as their holder's program sees them. */
final class CrashMail {
    static final String INBOX = "INBOX";
    static final String TRASH = "Trash";
    private static final String PEER = "doctor@peer.mssante.fr";

    /** Between two messages: a sender at full speed takes the machine from what is being started again. */
    private static final int BETWEEN_MESSAGES_MILLIS = 40;

    /** In most rounds all is there at the first look. */
    private static final int BETWEEN_LOOKS_MILLIS = 500;

    private final EngineForTests engine;
    private final AtomicInteger numbers = new AtomicInteger();

    /** What is down is no reason to send mail back: its sender is told "later", never "no". */
    private final Queue<String> bounced = new ConcurrentLinkedQueue<>();

    /** By Message-ID, each message that was answered 250. */
    private final Map<String, Accepted> accepted = new ConcurrentHashMap<>();

    private record Accepted(CrashBox box, String sha) {}

    /** What a look at all mailboxes could not see. */
    record Look(int missing, int twice, int shut, int unread) {}

    CrashMail(EngineForTests engine) {
        this.engine = engine;
    }

    int held() {
        return accepted.size();
    }

    CrashBox fullest(List<CrashBox> boxes) {
        return boxes.stream()
                .max(Comparator.comparingLong(box -> accepted.values().stream()
                        .filter(message -> message.box == box)
                        .count()))
                .orElseThrow();
    }

    Collection<String> bounced() {
        return bounced;
    }

    void forget(CrashBox erased) {
        accepted.values().removeIf(message -> message.box == erased);
    }

    void send(Random letters, List<CrashBox> boxes, AtomicBoolean stop, AtomicInteger refused) {
        while (!stop.get()) {
            try (var peer = peer()) {
                while (!stop.get()) {
                    var open = boxes.stream().filter(CrashBox::takesMail).toList();
                    if (!sendOne(peer, letters, open.get(letters.nextInt(open.size())))) refused.incrementAndGet();
                    pause(BETWEEN_MESSAGES_MILLIS);
                }
            } catch (IOException | RuntimeException down) {
                refused.incrementAndGet();
                pause(50);
            }
        }
    }

    /** @return whether the message was answered 250 @throws IOException when the line is cut */
    boolean sendOne(MailTalk peer, Random letters, CrashBox box) throws IOException {
        return sendOne(peer, letters, PEER, box);
    }

    private boolean sendOne(MailTalk peer, Random letters, String from, CrashBox box) throws IOException {
        var id = "<" + numbers.incrementAndGet() + "." + Long.toHexString(letters.nextLong()) + "@crash.test>";
        var text = new StringBuilder();
        for (int i = letters.nextInt(200); i >= 0; i--)
            text.append(Long.toHexString(letters.nextLong()).repeat(4)).append("\r\n");
        var replies = peer.send(
                from,
                box.address,
                "From: <" + from + ">\r\nTo: <" + box.address + ">\r\nMessage-ID: " + id
                        + "\r\nSubject: essai\r\n\r\nBEGIN\r\n" + text + "END");
        var last = replies.getLast();
        if (replies.size() == 4 && last.startsWith("250")) {
            accepted.put(id, new Accepted(box, SentTexts.sha(text.toString().replace("\r\n", "\n"))));
            return true;
        }
        if (last.isEmpty()) throw new IOException("the line is cut");
        if (last.startsWith("5") && box.takesMail()) bounced.add(last);
        return false;
    }

    /** A letter from one mailbox to another, sent again while it is put off: the round before may have left Postfix waiting for its database. */
    void write(CrashBox from, CrashBox to, Random letters, int patienceMillis) throws IOException {
        long until = System.currentTimeMillis() + patienceMillis;
        while (true) {
            try (var peer = peer()) {
                if (sendOne(peer, letters, from.address, to)) return;
            }
            if (System.currentTimeMillis() > until) throw new IOException("a letter was not taken");
            pause(BETWEEN_LOOKS_MILLIS);
        }
    }

    /** Message-IDs of what was answered 250 for that mailbox. */
    Set<String> acceptedFor(CrashBox box) {
        return accepted.entrySet().stream()
                .filter(message -> message.getValue().box == box)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** How many messages of that sender lie in the inbox. */
    long from(String sender, CrashBox box) throws IOException {
        try (var imap = opened(box)) {
            done(imap.imap("SELECT INBOX"));
            var found = done(imap.imap("SEARCH FROM \"" + sender + "\""));
            return found.lines()
                    .filter(line -> line.startsWith("* SEARCH "))
                    .flatMap(line -> Arrays.stream(line.substring(9).strip().split(" ")))
                    .filter(number -> !number.isEmpty())
                    .count();
        }
    }

    MailTalk peer() throws IOException {
        return MailTalk.smtp(
                engine.port(MailPort.MX), engine.data().resolve("certs").resolve("peer"));
    }

    MailTalk imap() throws IOException {
        return MailTalk.imap(engine.port(MailPort.IMAP));
    }

    /** @throws IOException when the mailbox cannot be opened now */
    MailTalk opened(CrashBox box) throws IOException {
        var imap = imap();
        try {
            done(imap.imap("LOGIN " + box.address + " " + box.secret));
            return imap;
        } catch (IOException refused) {
            imap.close();
            throw refused;
        }
    }

    /**
     * Message-ID to the SHA-256 of each copy in a folder.
     *
     * @throws IOException when the server did not tell to the end: such an answer must not pass for a list without the rest
     */
    static Map<String, List<String>> seen(MailTalk imap, String folder) throws IOException {
        var texts = new SentTexts();
        var there = done(imap.imap("SELECT \"" + folder + "\""));
        if (there.lines().anyMatch("* 0 EXISTS"::equals)) return texts.found();
        done(imap.imap("UID FETCH 1:* BODY.PEEK[]")).lines().forEach(texts::line);
        return texts.found();
    }

    /** @throws IOException when the tagged line, the last one, is not OK */
    static String done(String answer) throws IOException {
        var tagged = answer.substring(answer.lastIndexOf('\n') + 1);
        if (!tagged.startsWith("OK")) throw new IOException("not done");
        return answer;
    }

    /** How often each message lies in these folders of a mailbox, asked until the servers tell. */
    Map<String, Integer> counted(CrashBox box, int patienceMillis, String... folders) throws IOException {
        long until = System.currentTimeMillis() + patienceMillis;
        while (true) {
            try (var imap = opened(box)) {
                var counts = new HashMap<String, Integer>();
                for (var folder : folders)
                    seen(imap, folder).forEach((id, copies) -> counts.merge(id, copies.size(), Integer::sum));
                return counts;
            } catch (IOException starting) {
                if (System.currentTimeMillis() > until) throw starting;
                pause(BETWEEN_LOOKS_MILLIS);
            }
        }
    }

    /** @throws IllegalStateException when a message is there that is not as it was sent */
    Look look(List<CrashBox> boxes) {
        var missing = new HashMap<>(accepted);
        int twice = 0;
        int shut = 0;
        int unread = 0;
        for (var box : boxes) {
            if (box.erased) continue;
            try (var imap = imap()) {
                if (!imap.imap("LOGIN " + box.address + " " + box.secret).contains("OK")) {
                    shut++;
                    continue;
                }
                for (var folder : List.of(INBOX, TRASH)) twice += matched(seen(imap, folder), missing);
            } catch (IOException cut) {
                unread++; // not opened, or not read to its end: says nothing about what is in it
            }
        }
        return new Look(missing.size(), twice, shut, unread);
    }

    private int matched(Map<String, List<String>> seen, Map<String, Accepted> missing) {
        int twice = 0;
        for (var message : seen.entrySet()) {
            var expected = accepted.get(message.getKey());
            if (expected == null) continue; // the answer was lost, not the message
            if (!message.getValue().stream().allMatch(expected.sha::equals))
                throw new IllegalStateException("a message is not as it was sent");
            twice += message.getValue().size() - (missing.remove(message.getKey()) == null ? 0 : 1);
        }
        return twice;
    }

    /** What senders are told, once it is more than "later". A new connection each time: who meets too many errors is hung up on. */
    String told(CrashBox box, int patienceMillis) throws IOException {
        long until = System.currentTimeMillis() + patienceMillis;
        while (true) {
            try (var peer = peer()) {
                peer.smtp("MAIL FROM:<" + PEER + ">");
                var reply = peer.smtp("RCPT TO:<" + box.address + ">");
                if (!reply.startsWith("4") && !reply.isEmpty() || System.currentTimeMillis() > until) return reply;
            } catch (IOException starting) {
                if (System.currentTimeMillis() > until) throw starting;
            }
            pause(BETWEEN_LOOKS_MILLIS);
        }
    }

    static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
