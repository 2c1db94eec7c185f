package fr.balise.portal.demo;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.lifecycle.FirstMail;
import fr.balise.mailbox.lifecycle.FirstMail.Letter;
import fr.balise.mailbox.lifecycle.Lifecycle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Fills the demo's mailboxes while visitors already look around; what a stop cut off goes on at the next start. A file in the data folder
 * says that it is done: what visitors delete does not come back.
 */
@Component
@Profile("demo")
class DemoMail implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(DemoMail.class);

    private static final int ATTEMPTS = 300;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    static final String FULL = "dr.lefevre@balise-demo.mssante.fr";
    static final String BEST = "camille.lefevre@balise-demo.mssante.fr";
    static final String FORGOTTEN = "lefevre.rabine@balise-demo.mssante.fr";

    /** Those that people meet first come first. */
    private static final Map<String, Function<DemoLetters, Stream<Letter>>> PLAN = plan();

    private final Path done;
    private final FirstMail mail;
    private final Lifecycle lifecycle;
    private @Nullable Thread filling;
    private volatile boolean stopped;

    DemoMail(@Value("${balise.data}") Path folder, FirstMail mail, Lifecycle lifecycle) {
        this.done = folder.toAbsolutePath().resolve("demo").resolve("mail-filled");
        this.mail = mail;
        this.lifecycle = lifecycle;
    }

    private static Map<String, Function<DemoLetters, Stream<Letter>>> plan() {
        var plan = new LinkedHashMap<String, Function<DemoLetters, Stream<Letter>>>();
        plan.put(FORGOTTEN, DemoLetters::forgotten);
        plan.put(BEST, letters -> Stream.concat(letters.orderly(), letters.toFile()));
        plan.put("jean-baptiste.d-herouville@balise-demo.mssante.fr", DemoLetters::orderly);
        plan.put("thi-ha.nguyen@balise-demo.mssante.fr", DemoLetters::orderly);
        plan.put(FULL, DemoLetters::full);
        return plan;
    }

    boolean filled() {
        return Files.exists(done);
    }

    /** Returns at once. */
    synchronized void fill() {
        if (filled() || filling != null && filling.isAlive()) return;
        stopped = false;
        filling = Thread.ofVirtual().name("demo-mail").start(this::run);
    }

    /** The mail servers come up after Balise; and whatever fails once is tried again. */
    private void run() {
        for (int attempt = 1; !stopped && !filled() && attempt <= ATTEMPTS; attempt++)
            try {
                if (attempt > 1) Thread.sleep(PAUSE);
                fillAll();
            } catch (IOException | RuntimeException cut) {
                if (attempt == ATTEMPTS) LOG.warn("the demo's mail is not complete: {}", cut.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
    }

    private void fillAll() throws IOException {
        var world = DemoWorld.read();
        var now = Instant.now().truncatedTo(ChronoUnit.DAYS);
        for (var mailbox : PLAN.entrySet())
            if (!fill(mailbox.getKey(), mailbox.getValue().apply(new DemoLetters(mailbox.getKey(), world, now))))
                return;
        Files.createDirectories(done.getParent());
        Files.writeString(done, now.toString());
        LOG.info("the demo's mailboxes are filled");
    }

    private boolean fill(String address, Stream<Letter> letters) {
        var found = lifecycle.find(MailAddress.parse(address));
        if (found.isEmpty()) return true; // no such mailbox here, for instance without mail servers
        if (!mail.put(found.get().id(), letters, () -> !stopped)) return false;
        mail.rememberUnread(found.get(), LocalDate.now(found.get().zone()));
        if (address.equals(FULL)) mail.fill(found.get().id());
        return true;
    }

    /** Ends the filling and erases what there is. */
    synchronized void forget() {
        destroy();
        try {
            Files.deleteIfExists(done);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            mail.forgetAll();
        } catch (RuntimeException down) { // what is left lies under numbers that are never given again
            LOG.warn("the demo's old mail could not be erased: {}", down.toString());
        }
    }

    @Override
    public synchronized void destroy() {
        stopped = true;
        if (filling == null) return;
        try {
            filling.join(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
