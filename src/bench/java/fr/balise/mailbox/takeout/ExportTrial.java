package fr.balise.mailbox.takeout;

import fr.balise.identity.Actor;
import fr.balise.jobs.Job;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.OpenMailbox.Added;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import java.util.Set;
import org.springframework.context.ApplicationContext;

/** An export as its holder orders it, encrypted, on a mailbox filled for it. */
public final class ExportTrial {
    private static final int LETTER = 60 << 10;
    private static final int REPORT = 1 << 20;

    /** One in five messages is a report with its document. */
    private static final int ONE_IN = 5;

    private final Exports exports;
    private final Lifecycle lifecycle;
    private final MailStore store;
    private final MailboxId id;

    public ExportTrial(ApplicationContext balise, long id) {
        this.exports = balise.getBean(Exports.class);
        this.lifecycle = balise.getBean(Lifecycle.class);
        this.store = balise.getBean(MailStore.class);
        this.id = new MailboxId(id);
    }

    /** @return octets that it holds then, at least as many as asked */
    public long fill(long octets, Random random) {
        long filled = 0;
        try (var open = store.open(new AccountId(id.value()))) {
            for (int n = 0; filled < octets; n++) {
                var message = message(n, n % ONE_IN == 0 ? REPORT : LETTER, random);
                if (open.append("INBOX", Set.of(), Instant.now(), message.length, new ByteArrayInputStream(message))
                        instanceof Added.Full) throw new IllegalStateException("the mailbox is full");
                filled += message.length;
            }
        }
        return filled;
    }

    private static byte[] message(int n, int size, Random random) {
        var document = new byte[size * 3 / 4];
        random.nextBytes(document);
        var text =
                "From: <colleague%d@peer.mssante.fr>\r\nTo: <holder@bench.mssante.fr>\r\nDate: Mon, 2 Nov 2026 10:00:00 +0100\r\n"
                                .formatted(n % 40)
                        + "Subject: essai " + n
                        + "\r\nMIME-Version: 1.0\r\nContent-Type: application/pdf; name=\"document.pdf\"\r\n"
                        + "Content-Disposition: attachment; filename=\"document.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(document) + "\r\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** What came of it. @param octets of the file; {@code seconds} from the order until it can be downloaded */
    public record Made(double seconds, long octets) {}

    public Made export() throws Exception {
        long started = System.nanoTime();
        var actor = new Actor(1, "Bench", null, Set.of());
        var ordered =
                exports.order(actor, lifecycle.find(id).orElseThrow(), "ceci-est-une-phrase-de-passe-9", false, false);
        if (!(ordered instanceof Exports.Ordered.Begun)) throw new IllegalStateException(ordered.toString());
        while (true) {
            var export = exports.mine(actor, new MailSource.Held(id)).orElseThrow();
            if (export.ready()) return new Made((System.nanoTime() - started) / 1e9, Files.size(file(actor, export)));
            exports.job(export).filter(job -> job.state() == Job.State.FAILED).ifPresent(job -> {
                throw new IllegalStateException("the export failed: " + job.failure());
            });
            Thread.sleep(20);
        }
    }

    private Path file(Actor actor, Export export) {
        return exports.file(actor, export).orElseThrow();
    }
}
