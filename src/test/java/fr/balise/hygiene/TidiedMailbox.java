package fr.balise.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.Actor;
import fr.balise.jobs.Job;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.FirstPasswords;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Opening;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.OpenMailbox.Added;
import fr.balise.mailstore.StoredMessage;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.beans.factory.annotation.Autowired;

/** For tests that clean up a mailbox in the real Dovecot: a new one for each, filled by hand, and what is in it afterwards. */
@NullUnmarked
@EngineTest
abstract class TidiedMailbox {
    static int number;

    @Autowired
    Openings openings;

    @Autowired
    FirstPasswords passwords;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    MailStore store;

    @Autowired
    Stocktaking stocktaking;

    @Autowired
    Cleanings cleanings;

    Actor holder;

    Hosted opened() {
        var person = new NationalPersonId("8997200000" + 10 + number++);
        holder = new Actor(871 + number, "Camille Essai", person, Set.of());
        return opened(MailboxType.PER, new Owner.OfPerson(person));
    }

    Hosted opened(MailboxType type, Owner owner) {
        var address =
                getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT) + number++ + "@" + FreshEngine.DOMAIN;
        var opened = openings.open(MailAddress.parse(address), type, owner, null, ZoneId.of("Europe/Paris"), By.SYSTEM);
        var id = ((Opening.Opened) opened).mailbox().id();
        passwords.make(id, holder, "Test", By.SYSTEM); // brings the engine in line
        return lifecycle.find(id).orElseThrow();
    }

    static AccountId account(Hosted mailbox) {
        return new AccountId(mailbox.id().value());
    }

    static Instant ago(int days) {
        return Instant.now().minus(Duration.ofDays(days));
    }

    void put(Hosted mailbox, String folder, int n, String kind, Instant at, String... flags) {
        var text = "From: <a" + n % 3 + "@peer.mssante.fr>\r\nSubject: " + n + "\r\nMessage-ID: <" + n + "@t>\r\n"
                + switch (kind) {
                    case "pdf" ->
                        "MIME-Version: 1.0\r\nContent-Type: application/pdf; name=cr.pdf\r\n"
                                + "Content-Disposition: attachment; filename=cr.pdf\r\n\r\n%PDF"
                                + "A".repeat(100 + n * 7) + "\r\n";
                    case "xdm" ->
                        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n"
                                + "Bonjour\r\n--x\r\nContent-Type: application/zip; name=IHE_XDM.zip\r\n"
                                + "Content-Disposition: attachment; filename=IHE_XDM.zip\r\n\r\n"
                                + "A".repeat(100 + n * 7)
                                + "\r\n--x--\r\n";
                    default -> "\r\n" + "Bonjour.\r\n".repeat(1 + n % 9);
                };
        var octets = text.getBytes(StandardCharsets.UTF_8);
        try (var open = store.open(account(mailbox))) {
            assertThat(open.append(folder, Set.of(flags), at, octets.length, new ByteArrayInputStream(octets)))
                    .isInstanceOf(Added.Stored.class);
        }
    }

    /** Octets that count, as Dovecot adds them up. */
    long counted(Hosted mailbox) {
        return store.folders(account(mailbox)).stream()
                .mapToLong(folder -> folder.size().toBytes())
                .sum();
    }

    /** Folder, Message-ID, size, date and flags of each message. */
    List<String> everything(Hosted mailbox) {
        var told = new ArrayList<String>();
        try (var open = store.open(account(mailbox))) {
            for (var folder : open.folders())
                open.list(folder.name(), 0, message -> told.add(folder.name() + " " + line(message)));
        }
        told.sort(null);
        return told;
    }

    private static String line(StoredMessage message) {
        return message.head().messageId() + " " + message.octets() + " " + message.received() + " "
                + new TreeSet<>(message.flags());
    }

    Cleaning done(Hosted mailbox, long id) throws InterruptedException {
        for (int looks = 0; looks < 400; looks++) {
            var now = cleanings.find(mailbox, id).orElseThrow();
            if (now.doneAt() != null) return now;
            Thread.sleep(50);
        }
        throw new AssertionError("the clean-up did not end");
    }

    Job.State undone(Hosted mailbox, long id) throws InterruptedException {
        for (int looks = 0; looks < 400; looks++) {
            var job = cleanings.job(cleanings.find(mailbox, id).orElseThrow().undo());
            if (job.filter(one -> one.state().hasEnded()).isPresent())
                return job.get().state();
            Thread.sleep(50);
        }
        throw new AssertionError("the undoing did not end");
    }
}
