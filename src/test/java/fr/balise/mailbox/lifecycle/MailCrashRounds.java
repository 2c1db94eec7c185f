package fr.balise.mailbox.lifecycle;

import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.DurablePostgres;
import fr.balise.testing.FreshEngine;
import fr.balise.testing.MailTalk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Mail comes in and mailboxes are depublished, published again and erased while Balise, PostgreSQL, Dovecot or Postfix is killed at a random
 * moment. After each round everything runs again, and then: every message that was answered 250 is there, octet for octet; what was decided
 * is obeyed by the servers and by the directory.
 */
public final class MailCrashRounds implements AutoCloseable {
    /**
     * Killed by turns. Postfix asks a database that failed again after a minute, so PostgreSQL alone is killed less often than together with
     * Postfix.
     */
    private static final List<List<String>> VICTIMS = List.of(
            List.of("balise"),
            List.of("postgresql", "postfix"),
            List.of("dovecot"),
            List.of("postfix"),
            List.of("balise"),
            List.of("dovecot", "balise"),
            List.of("postfix"),
            List.of("postgresql", "postfix"),
            List.of("dovecot"),
            List.of("postgresql"));

    private static final int MAILBOXES = 4;
    private static final long PATIENCE_MILLIS = 90_000;

    /** @param accepted answered 250 in this round; {@code twice} copies beyond the first, of messages whose answer was lost on the way */
    public record Round(
            int number,
            String killed,
            int afterMillis,
            String act,
            int accepted,
            int refused,
            int twice,
            long backMillis) {}

    private static final class Box {
        final String address;
        final long id;
        final String secret;
        volatile boolean erased;

        Box(String address, long id, String secret) {
            this.address = address;
            this.id = id;
            this.secret = secret;
        }
    }

    private final Random random;
    private final DurablePostgres postgres = new DurablePostgres();
    private final EngineForTests engine;
    private final Path folder = Files.createTempDirectory("balise-mail-crash");
    private final List<Box> boxes = new ArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();

    /** What is down is no reason to send mail back: its sender is told "later", never "no". */
    private final Queue<String> bounced = new ConcurrentLinkedQueue<>();

    /** Message-ID to SHA-256 of its text and the mailbox, for each message that was answered 250. */
    private final Map<String, Accepted> accepted = new ConcurrentHashMap<>();

    private record Accepted(Box box, String sha) {}

    private @Nullable Process balise;
    private @Nullable Writer questions;
    private @Nullable BufferedReader answers;

    public MailCrashRounds(long seed) throws IOException, InterruptedException, SQLException {
        random = new Random(seed);
        postgres.create("mail");
        try (var connection = DriverManager.getConnection(url(), "postgres", "");
                var statement = connection.createStatement()) {
            for (var role : List.of("balise_dovecot", "balise_postfix"))
                statement.execute("create role " + role + " login");
        }
        engine = EngineForTests.start(url());
        startBalise();
        sql("insert into directory.load (state, started_at, applied_at) values ('applied', now(), now())");
        for (int i = 0; i < MAILBOXES; i++) open();
    }

    private String url() {
        return postgres.url("mail");
    }

    private void startBalise() throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                MailCrashApp.class.getName(),
                "--balise.data=" + folder,
                "--spring.datasource.url=" + url(),
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=",
                "--spring.datasource.hikari.connection-timeout=5000",
                "--server.port=0",
                "--balise.mailbox.own-domains=" + FreshEngine.DOMAIN,
                "--balise.mailbox.closing.first-sweep=1s",
                "--balise.mailbox.closing.sweep=1s"));
        command.addAll(engine.arguments());
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("balise.err").toFile()))
                .start();
        balise = process;
        questions = process.outputWriter();
        answers = process.inputReader();
        if (!"ready".equals(answer())) throw new IllegalStateException("Balise did not start, see " + folder);
    }

    private @Nullable String answer() throws IOException {
        if (answers == null) return null;
        for (var line = answers.readLine(); line != null; line = answers.readLine())
            if (line.startsWith(MailCrashApp.MARK)) return line.substring(MailCrashApp.MARK.length());
        return null;
    }

    /** @return null when Balise was killed before it answered */
    private @Nullable String ask(String question) {
        try {
            if (questions == null) return null;
            questions.write(question + "\n");
            questions.flush();
            return answer();
        } catch (IOException killed) {
            return null;
        }
    }

    private Box open() throws SQLException {
        int number = numbers.incrementAndGet();
        var person = "8997%08d".formatted(number);
        sql("insert into directory.person (national_id, rpps, family, name_key, first_seen, updated_at) values ('"
                + person + "', '" + person.substring(1) + "', 'ESSAI', 'essai', current_date, now())");
        var address = "box" + number + "@" + FreshEngine.DOMAIN;
        var said = String.valueOf(ask("open " + address + " " + person)).split(" ");
        if (said.length != 2 || said[0].equals("failed"))
            throw new IllegalStateException("not opened: " + String.join(" ", said));
        var box = new Box(address, Long.parseLong(said[0]), said[1]);
        boxes.add(box);
        return box;
    }

    /** @throws IllegalStateException when something was lost, or is neither as before nor as decided */
    public Round round(int number) throws Exception {
        var victims = VICTIMS.get((number - 1) % VICTIMS.size());
        var box = boxes.get(random.nextInt(boxes.size()));
        var act = act(box);
        int after = random.nextInt(900);
        var stop = new AtomicBoolean();
        var refused = new AtomicInteger();
        int before = accepted.size();
        long letters = random.nextLong();
        var mail = Thread.ofVirtual().start(() -> send(new Random(letters), stop, refused));
        var acting = Thread.ofVirtual().start(() -> act.forEach(command -> ask(command)));
        for (int i = 0; i < 40 && accepted.size() < before + 3; i++) Thread.sleep(50); // mail is under way
        Thread.sleep(after);
        for (var victim : victims) kill(victim);
        Thread.sleep(random.nextInt(200)); // mail goes on coming while it is down
        long down = System.nanoTime();
        for (var victim : victims) startAgain(victim);
        acting.join();
        stop.set(true);
        mail.join();
        if (!bounced.isEmpty()) throw new IllegalStateException("mail was sent back: " + bounced);
        settle();
        long back = (System.nanoTime() - down) / 1_000_000;
        check();
        int twice = allThere();
        var done = new Round(
                number,
                String.join("+", victims),
                after,
                act.isEmpty() ? "delivery" : act.getLast().split(" ")[1],
                accepted.size() - before,
                refused.get(),
                twice,
                back);
        if (box.erased) {
            boxes.remove(box);
            open();
        }
        return done;
    }

    /** By turns; an erasure begins past the gates, which other tests look at. */
    private List<String> act(Box box) throws SQLException {
        return switch (random.nextInt(4)) {
            case 0 -> List.of("do depublish " + box.id);
            case 1 -> List.of("do depublish " + box.id, "do republish " + box.id);
            case 2 -> {
                box.erased = true;
                accepted.values().removeIf(message -> message.box == box);
                ask("do depublish " + box.id);
                ask("do retrieve " + box.id);
                sql(
                        "update mailbox.hosted set state = 'retrieval-only', since = now(), requested_by = 'system', requested_by_name = '',"
                                + " earliest_on = current_date - 1, erase_on = current_date - 1, version = version + 1 where id = "
                                + box.id);
                yield List.of("do erase " + box.id);
            }
            default -> List.of();
        };
    }

    private void kill(String victim) throws IOException, InterruptedException {
        switch (victim) {
            case "balise" -> {
                if (balise != null) balise.destroyForcibly().waitFor();
            }
            case "postgresql" -> postgres.kill();
            default -> engine.kill(victim);
        }
    }

    private void startAgain(String victim) throws IOException, InterruptedException {
        switch (victim) {
            case "balise" -> startBalise();
            case "postgresql" -> postgres.start();
            default -> engine.startAgain(victim);
        }
    }

    private void send(Random letters, AtomicBoolean stop, AtomicInteger refused) {
        while (!stop.get()) {
            try (var peer = peer()) {
                while (!stop.get()) if (!sendOne(peer, letters)) refused.incrementAndGet();
            } catch (IOException | RuntimeException down) {
                refused.incrementAndGet();
                pause(50);
            }
        }
    }

    private boolean sendOne(MailTalk peer, Random letters) throws IOException {
        var open = boxes.stream().filter(box -> !box.erased).toList();
        var box = open.get(letters.nextInt(open.size()));
        var id = "<" + numbers.incrementAndGet() + "." + Long.toHexString(letters.nextLong()) + "@crash.test>";
        var text = new StringBuilder();
        for (int i = letters.nextInt(200); i >= 0; i--)
            text.append(Long.toHexString(letters.nextLong()).repeat(4)).append("\r\n");
        var replies = peer.send(
                "doctor@peer.mssante.fr",
                box.address,
                "From: <doctor@peer.mssante.fr>\r\nTo: <" + box.address + ">\r\nMessage-ID: " + id
                        + "\r\nSubject: essai\r\n\r\nBEGIN\r\n" + text + "END");
        if (replies.size() < 4 || !replies.getLast().startsWith("250")) {
            if (replies.getLast().isEmpty()) throw new IOException("the line is cut");
            if (replies.getLast().startsWith("5") && !box.erased) bounced.add(replies.getLast());
            return false;
        }
        accepted.put(id, new Accepted(box, sha(text.toString().replace("\r\n", "\n"))));
        return true;
    }

    private MailTalk peer() throws IOException {
        return MailTalk.smtp(
                engine.port(MailPort.MX), engine.data().resolve("certs").resolve("peer"));
    }

    /** Nobody helps: what was decided is obeyed by itself, and queued mail is delivered by itself. */
    private void settle() throws Exception {
        long until = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (true) {
            try {
                if (number("select count(*) from mailbox.hosted where in_line < version") == 0) return;
            } catch (SQLException recovering) {
                pause(100);
            }
            if (System.currentTimeMillis() > until)
                throw new IllegalStateException("not in line after " + PATIENCE_MILLIS + " ms");
            pause(100);
        }
    }

    /** Servers and directory agree with what was decided: no half state. */
    private void check() throws Exception {
        for (var box : boxes) {
            var state = text("select state from mailbox.hosted where id = " + box.id);
            boolean shut = state.equals("erased") || state.equals("retrieval-only");
            var reply = told(box);
            if (!reply.startsWith(shut ? "550" : "250"))
                throw new IllegalStateException(state + ", and senders are told " + reply);
            long listed =
                    number("select count(*) from directory.attachment a join directory.address d on d.id = a.address_id"
                            + " where d.key = '" + box.address + "' and a.gone_since is null");
            if (listed != (state.equals("active") ? 1 : 0))
                throw new IllegalStateException(state + ", and listed " + listed + " times");
            if (box.erased && !state.equals("erased")) {
                ask("do erase " + box.id); // killed before it was decided: asked for again
                settle();
            }
            if (box.erased
                    && Files.exists(engine.data()
                            .resolve("mail")
                            .resolve(Long.toString(box.id))
                            .resolve("mailboxes")))
                if (messages(box) > 0) throw new IllegalStateException("erased, and mail is left");
        }
    }

    /** What senders are told, once it is more than "later". A new connection each time: who meets too many errors is hung up on. */
    private String told(Box box) throws IOException {
        for (int i = 0; ; i++) {
            try (var peer = peer()) {
                peer.smtp("MAIL FROM:<doctor@peer.mssante.fr>");
                var reply = peer.smtp("RCPT TO:<" + box.address + ">");
                if (!reply.startsWith("4") && !reply.isEmpty() || i == PATIENCE_MILLIS / 1000) return reply;
            } catch (IOException starting) {
                if (i == PATIENCE_MILLIS / 1000) throw starting;
            }
            pause(1000);
        }
    }

    private long messages(Box box) throws IOException {
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            if (!imap.imap("LOGIN " + box.address + " " + box.secret).contains("OK"))
                return 0; // shut: nothing is shown
            return seen(imap).size();
        }
    }

    /** @return how many messages are there more than once */
    private int allThere() throws Exception {
        long until = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (true) {
            var missing = new HashMap<>(accepted);
            int twice = 0;
            int shut = 0;
            int unread = 0;
            for (var box : boxes) {
                if (box.erased) continue;
                try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
                    if (!imap.imap("LOGIN " + box.address + " " + box.secret).contains("OK")) {
                        shut++;
                        continue;
                    }
                    for (var message : seen(imap).entrySet()) {
                        var expected = accepted.get(message.getKey());
                        if (expected == null) continue; // the answer was lost, not the message
                        for (var sha : message.getValue())
                            if (!sha.equals(expected.sha))
                                throw new IllegalStateException("a message is not as it was sent");
                        missing.remove(message.getKey());
                        twice += message.getValue().size() - 1;
                    }
                } catch (IOException cut) {
                    unread++; // not opened, or not read to its end: says nothing about what is in it
                    pause(100);
                }
            }
            if (missing.isEmpty()) return twice;
            if (System.currentTimeMillis() > until)
                throw new IllegalStateException(missing.size() + " messages that were answered 250 were not seen; "
                        + shut + " mailboxes refused the login, " + unread + " could not be read, " + engine.queued()
                        + " messages are queued; logs in " + keepLogs());
            pause(500);
        }
    }

    /** The servers' logs go with their folder when the campaign ends. */
    private Path keepLogs() throws IOException {
        return Files.writeString(folder.resolve("servers.log"), engine.logs());
    }

    /**
     * Message-ID to the SHA-256 of each copy.
     *
     * @throws IOException when the server did not tell to the end: such an answer must not pass for a list without the rest
     */
    private static Map<String, List<String>> seen(MailTalk imap) throws IOException {
        var seen = new LinkedHashMap<String, List<String>>();
        done(imap.imap("SELECT INBOX"));
        String id = null;
        StringBuilder text = null;
        for (var line : done(imap.imap("UID FETCH 1:* BODY.PEEK[]")).split("\n")) {
            if (text == null && line.regionMatches(true, 0, "Message-ID: ", 0, 12)) id = line.substring(12);
            else if (line.equals("BEGIN")) text = new StringBuilder();
            else if (text != null && (line.equals("END") || line.equals("END)"))) {
                if (id != null) seen.computeIfAbsent(id, _ -> new ArrayList<>()).add(sha(text.toString()));
                text = null;
                id = null;
            } else if (text != null) text.append(line).append('\n');
        }
        return seen;
    }

    /** @throws IOException when the tagged line, the last one, is not OK */
    private static String done(String answer) throws IOException {
        var tagged = answer.substring(answer.lastIndexOf('\n') + 1);
        if (!tagged.startsWith("OK")) throw new IOException("not done");
        return answer;
    }

    private static String sha(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sql(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(url(), "postgres", "");
                var one = connection.createStatement()) {
            one.execute(statement);
        }
    }

    private long number(String query) throws SQLException {
        return Long.parseLong(text(query));
    }

    private String text(String query) throws SQLException {
        try (var connection = DriverManager.getConnection(url(), "postgres", "");
                var one = connection.createStatement();
                var row = one.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Messages that were answered 250 and are still to be there. */
    public int held() {
        return accepted.size();
    }

    @Override
    public void close() throws Exception {
        if (balise != null) balise.destroyForcibly().waitFor();
        engine.stop();
        postgres.close();
    }
}
