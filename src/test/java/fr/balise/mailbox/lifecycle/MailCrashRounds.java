package fr.balise.mailbox.lifecycle;

import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.FreshEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Mail comes in and mailboxes are depublished, published again, taken away, copied, cleaned up, filed from and erased while Balise, PostgreSQL,
 * Dovecot or Postfix is killed at a random moment. After each round everything runs again, and then: every message that was answered 250
 * is there, octet for octet; what was decided is obeyed by the servers and by the directory; what was begun ended by itself, once.
 */
public final class MailCrashRounds implements AutoCloseable {
    private static final List<List<String>> VICTIMS = List.of(
            List.of("balise"),
            List.of("postgresql", "postfix"),
            List.of("dovecot"),
            List.of("postfix"),
            List.of("balise"),
            List.of("dovecot", "balise"),
            List.of("dovecot"),
            List.of("postgresql", "postfix", "balise"),
            List.of("postfix"),
            List.of("postgresql", "dovecot", "postfix"));

    /** Postfix asks a database that failed again only after a minute: for campaigns that have the time. */
    private static final List<String> SLOW = List.of("postgresql");

    /** Acts of every campaign; one that looks at some alone names them, with commas between, in this variable. */
    private static final List<CrashActs.Kind> KINDS = kinds(System.getenv("BALISE_CRASH_ACTS"));

    private static final int MAILBOXES = 4;

    /** Beyond it the fullest mailbox is erased and another one opened, so that a look at all of them stays short. */
    private static final int MANY = 1_500;

    /** Waited for in full only by a round that fails: a busy machine takes a minute for what takes two seconds elsewhere. */
    private static final int PATIENCE_MILLIS = 300_000;

    /** @param accepted answered 250 in this round; {@code twice} copies beyond the first, of messages whose answer was lost on the way */
    public record Round(
            int number,
            String killed,
            int afterMillis,
            String act,
            int accepted,
            int refused,
            int twice,
            long backMillis,
            long wholeMillis) {}

    private final Random random;
    private final boolean slow;
    private final CrashDatabase database = new CrashDatabase();
    private final EngineForTests engine;
    private final Path folder = Files.createTempDirectory("balise-mail-crash");
    private final CrashSoftware software;
    private final BaliseProcess balise;
    private final CrashMail mail;
    private final CrashActs acts;
    private final List<CrashBox> boxes = new CopyOnWriteArrayList<>();
    private final List<List<String>> victims = new ArrayList<>();
    private final List<CrashActs.Kind> kinds = new ArrayList<>();
    private int opened;

    private static List<CrashActs.Kind> kinds(@Nullable String named) {
        return named == null
                ? List.of(CrashActs.Kind.values())
                : Stream.of(named.split(",")).map(CrashActs.Kind::valueOf).toList();
    }

    /** @param slow whether PostgreSQL is killed alone as well */
    public MailCrashRounds(long seed, boolean slow) throws IOException, InterruptedException, SQLException {
        random = new Random(seed);
        this.slow = slow;
        engine = EngineForTests.start(database.url(), "", MailCrashRounds::hurry);
        software = CrashSoftware.start(folder.resolve("logiciel"));
        balise = new BaliseProcess(folder, arguments());
        balise.start();
        mail = new CrashMail(engine);
        database.execute("insert into directory.load (state, started_at, applied_at) values ('applied', now(), now())");
        database.execute(
                "insert into directory.person (national_id, rpps, family, name_key, first_seen, updated_at) values ('"
                        + MailCrashApp.PERSON + "', '" + MailCrashApp.PERSON.substring(1)
                        + "', 'ESSAI', 'essai', current_date, now())");
        for (int i = 0; i < MAILBOXES; i++) boxes.add(opened("box"));
        acts = new CrashActs(
                balise, database, mail, engine, folder.resolve("exports"), this::opened, software, PATIENCE_MILLIS);
    }

    /** What Postfix could not deliver it tries again after seconds, not after half a minute: how it does so is the same. */
    private static void hurry(Path dovecot, Path postfix) throws IOException {
        var main = postfix.resolve("main.cf");
        var settings = Files.readString(main);
        var hurried = settings.replaceAll("(?m)^minimal_backoff_time = .*$", "minimal_backoff_time = 3s")
                .replaceAll("(?m)^maximal_backoff_time = .*$", "maximal_backoff_time = 10s")
                .replaceAll("(?m)^queue_run_delay = .*$", "queue_run_delay = 2s");
        if (hurried.equals(settings)) throw new IllegalStateException("the queue's pauses are not where they were");
        Files.writeString(main, hurried);
    }

    private List<String> arguments() throws IOException {
        var arguments = new ArrayList<>(List.of(
                "--balise.data=" + folder,
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=",
                "--spring.datasource.hikari.connection-timeout=5000",
                "--server.port=0",
                "--balise.mailbox.own-domains=" + FreshEngine.DOMAIN,
                "--balise.mailbox.closing.first-sweep=1s",
                "--balise.mailbox.closing.sweep=1s",
                "--balise.record.allowed=file://" + folder.resolve("logiciel"),
                "--balise.record.look-at-folders=300ms",
                // So that a round waits seconds for what the product takes over within a minute; how it does so is the
                // same.
                "--balise.jobs.poll=200ms",
                "--balise.jobs.heartbeat=1s",
                "--balise.jobs.first-pause=500ms",
                "--balise.jobs.longest-pause=5s",
                // As many places to be killed at as there are messages.
                "--balise.mailbox.takeout.step=0s",
                "--balise.outbox.adapter=smtp",
                "--balise.outbox.from=ne-pas-repondre@" + FreshEngine.DOMAIN,
                "--balise.outbox.smtp-port=" + engine.port(MailPort.REINJECTION),
                "--balise.outbox.first-pause=1s",
                "--balise.outbox.longest-pause=5s",
                // As long as the product tries, with its longer pauses: Postfix asks a database that failed again after
                // a minute.
                "--balise.outbox.attempts=500",
                "--balise.outbox.lease=10s",
                "--balise.outbox.poll=1s"));
        arguments.addAll(engine.arguments());
        return arguments;
    }

    private CrashBox opened(String name) {
        var address = name + ++opened + "@" + FreshEngine.DOMAIN;
        var said = String.valueOf(balise.ask("open " + address)).split(" ");
        if (said.length != 2 || said[0].equals("failed"))
            throw new IllegalStateException("not opened: " + String.join(" ", said));
        return new CrashBox(address, Long.parseLong(said[0]), said[1]);
    }

    /** Each once, in a random order, then each again. */
    private <T> T next(List<T> deck, List<T> all) {
        if (deck.isEmpty()) {
            deck.addAll(all);
            Collections.shuffle(deck, random);
        }
        return deck.removeLast();
    }

    private List<List<String>> victims() {
        var all = new ArrayList<>(VICTIMS);
        if (slow) all.add(SLOW);
        return all;
    }

    /** @throws IllegalStateException when something was lost, or is neither as before nor as decided */
    public Round round(int number) throws Exception {
        long begun = System.nanoTime();
        var killed = next(victims, victims());
        boolean many = mail.held() > MANY;
        var kind = many ? CrashActs.Kind.ERASE : next(kinds, KINDS);
        var box = many ? mail.fullest(boxes) : boxes.get(random.nextInt(boxes.size()));
        int after = random.nextInt(900);
        int pause = random.nextInt(200);
        long letters = random.nextLong();
        var what = "round " + number + ", " + killed + " killed, " + kind + ": ";
        try {
            var act = acts.prepare(kind, box, random);
            var stop = new AtomicBoolean();
            var refused = new AtomicInteger();
            int before = mail.held();
            var sending = Thread.ofVirtual().start(() -> mail.send(new Random(letters), boxes, stop, refused));
            for (int i = 0; i < 40 && mail.held() < before + 3; i++) Thread.sleep(50); // mail is under way
            var acting = Thread.ofVirtual().start(() -> act.orders().forEach(balise::ask));
            Thread.sleep(after);
            for (var victim : killed) kill(victim);
            Thread.sleep(pause); // mail goes on coming while it is down
            long down = System.nanoTime();
            for (var victim : killed) startAgain(victim);
            acting.join();
            stop.set(true);
            sending.join();
            if (!mail.bounced().isEmpty()) throw new IllegalStateException("mail was sent back: " + mail.bounced());
            settle();
            long back = (System.nanoTime() - down) / 1_000_000;
            act.check();
            agreed();
            int twice = allThere();
            int accepted = mail.held() - before;
            if (box.erased) {
                boxes.remove(box);
                boxes.add(opened("box"));
            }
            long whole = (System.nanoTime() - begun) / 1_000_000;
            return new Round(
                    number, String.join("+", killed), after, kind.name(), accepted, refused.get(), twice, back, whole);
        } catch (Exception failed) {
            throw new IllegalStateException(what + failed.getMessage() + "; logs in " + keepLogs(), failed);
        }
    }

    /** SIGKILL. @param victim {@code balise}, {@code postgresql}, {@code dovecot} or {@code postfix} */
    void kill(String victim) throws IOException, InterruptedException {
        switch (victim) {
            case "balise" -> balise.kill();
            case "postgresql" -> database.kill();
            default -> engine.kill(victim);
        }
    }

    /** As the supervisor does. */
    void startAgain(String victim) throws IOException, InterruptedException {
        switch (victim) {
            case "balise" -> balise.start();
            case "postgresql" -> database.start();
            default -> engine.startAgain(victim);
        }
    }

    /** Nobody helps: what was decided is obeyed by itself. */
    private void settle() {
        long until = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (true) {
            try {
                if (database.number("select count(*) from mailbox.hosted where in_line < version") == 0) return;
            } catch (SQLException recovering) {
                CrashMail.pause(100);
            }
            if (System.currentTimeMillis() > until)
                throw new IllegalStateException("not in line after " + PATIENCE_MILLIS + " ms");
            CrashMail.pause(100);
        }
    }

    /** Servers and directory agree with what was decided: no half state. */
    private void agreed() throws IOException, SQLException {
        for (var box : boxes) {
            var state = database.text("select state from mailbox.hosted where id = " + box.id);
            boolean shut = state.equals("erased") || state.equals("retrieval-only");
            var reply = mail.told(box, PATIENCE_MILLIS);
            if (!reply.startsWith(shut ? "550" : "250"))
                throw new IllegalStateException(state + ", and senders are told " + reply);
            long listed = database.number(
                    "select count(*) from directory.attachment a join directory.address d on d.id = a.address_id"
                            + " where d.key = '" + box.address + "' and a.gone_since is null");
            if (listed != (state.equals("active") ? 1 : 0))
                throw new IllegalStateException(state + ", and listed " + listed + " times");
        }
    }

    /** @return how many copies beyond the first are there */
    int allThere() throws IOException {
        long until = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (true) {
            var look = mail.look(boxes);
            if (look.missing() == 0) return look.twice();
            if (System.currentTimeMillis() > until)
                throw new IllegalStateException(look.missing() + " messages that were answered 250 were not seen; "
                        + look.shut() + " mailboxes refused the login, " + look.unread() + " could not be read, "
                        + engine.queued() + " messages are queued");
            CrashMail.pause(500);
        }
    }

    /** The servers' logs go with their folder when the campaign ends. */
    private Path keepLogs() throws IOException {
        return Files.writeString(folder.resolve("servers.log"), engine.logs());
    }

    CrashMail mail() {
        return mail;
    }

    CrashBox anyBox() {
        return boxes.getFirst();
    }

    @Override
    public void close() throws Exception {
        software.close();
        balise.kill();
        engine.stop();
        database.close();
    }
}
