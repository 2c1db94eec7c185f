package fr.balise.mailbox.takeout;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.Actor;
import fr.balise.jobs.Job;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Command;
import fr.balise.mailbox.lifecycle.FirstPasswords;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Opening;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.lifecycle.Retrieval;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.InMemoryMailStore;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailStore;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.unit.DataSize;

/** Everything from one mailbox into another, in the real Dovecot, whose lines break meanwhile. */
@NullUnmarked
@EngineTest
class CopyEngineTests {
    private static final String HOLDER = "899700000035";
    private static final Actor ACTOR = new Actor(77, "Camille ESSAI", new NationalPersonId(HOLDER), Set.of());
    private static final Instant THEN = Instant.parse("2026-03-29T00:59:59Z");

    @Autowired
    Openings openings;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    FirstPasswords passwords;

    @Autowired
    MailAccounts accounts;

    @Autowired
    MailStore store;

    @Autowired
    Copies copies;

    private Hosted opened(String name) {
        var opened = openings.open(
                MailAddress.parse(name + "@" + FreshEngine.DOMAIN),
                MailboxType.PER,
                new Owner.OfPerson(new NationalPersonId(HOLDER)),
                null,
                ZoneId.of("Europe/Paris"),
                By.SYSTEM);
        var mailbox = ((Opening.Opened) opened).mailbox();
        passwords.make(mailbox.id(), ACTOR, "Test", By.SYSTEM); // brings the engine in line
        return mailbox;
    }

    private static AccountId account(Hosted mailbox) {
        return new AccountId(mailbox.id().value());
    }

    private void put(Hosted mailbox, String folder, int seed, int octets, String... flags) {
        var message = InMemoryMailStore.message(
                "From: <envoi@peer.mssante.fr>", "Subject: Compte rendu " + seed, "", "octets ".repeat(octets / 7));
        try (var open = store.open(account(mailbox))) {
            open.append(
                    folder, Set.of(flags), THEN.plusSeconds(seed), message.length, new ByteArrayInputStream(message));
        }
    }

    private TreeMap<String, Integer> held(Hosted mailbox, String below) throws Exception {
        var all = new TreeMap<String, Integer>();
        try (var open = store.open(account(mailbox))) {
            for (var folder : open.folders()) {
                if (!folder.name().startsWith(below)) continue;
                open.read(
                        folder.name(),
                        open.uids(folder.name(), 0),
                        (envelope, octets) -> all.merge(
                                folder.name().substring(below.length()) + " " + envelope.received() + " "
                                        + new TreeSet<>(envelope.flags()) + " "
                                        + Arrays.hashCode(octets.readAllBytes()),
                                1,
                                Integer::sum));
            }
        }
        return all;
    }

    private Job until(Copy copy, Job.State wanted) throws InterruptedException {
        for (int looks = 0; looks < 1_200; looks++) {
            var job = copies.job(copy);
            if (job.state() == wanted) return job;
            Thread.sleep(50);
        }
        throw new AssertionError("not " + wanted + ": " + copies.job(copy));
    }

    @Test
    void everythingIsCopiedOnceThoughLinesBreakAndThenCountsAsRetrieved() throws Exception {
        var old = opened("copie-ancienne");
        var active = opened("copie-active");
        for (int n = 0; n < 150; n++) put(old, "INBOX", n, 20_000, n % 3 == 0 ? "\\Seen" : "$BaliseFiled");
        for (int n = 0; n < 5; n++) put(old, "Patients/Été & suite", 200 + n, 100, "\\Flagged", "\\Answered");
        put(old, "Trash", 300, 6_000_000);
        lifecycle.apply(old.id(), new Command.Depublish(null), By.SYSTEM);
        old = lifecycle.find(old.id()).orElseThrow();

        assertThat(copies.order(ACTOR, old, active)).isEqualTo(new Copies.Ordered.Begun());
        var copy = copies.mine(ACTOR, old).orElseThrow();
        for (int breaks = 0; breaks < 4; breaks++) {
            Thread.sleep(150);
            store.disconnect(account(breaks % 2 == 0 ? active : old));
        }
        until(copy, Job.State.DONE);

        assertThat(held(active, old.address().key() + "/"))
                .hasSizeGreaterThan(100)
                .isEqualTo(held(old, ""));
        assertThat(lifecycle.find(old.id()).orElseThrow().retrieval().how()).isEqualTo(Retrieval.How.COPIED);
    }

    @Test
    void aFullTargetStopsItCleanlyAndRoomLetsItGoOn() throws Exception {
        var old = opened("copie-grande");
        var active = opened("copie-petite");
        for (int n = 0; n < 12; n++) put(old, "INBOX", n, 200_000);
        assertThat(copies.look(old, List.of(active)).orElseThrow().getFirst().fits())
                .isTrue();
        assertThat(copies.order(ACTOR, old, active)).isEqualTo(new Copies.Ordered.Begun());
        accounts.quota(account(active), DataSize.ofBytes(700_000)); // by the operator, a moment later
        var copy = copies.mine(ACTOR, old).orElseThrow();
        var job = until(copy, Job.State.FAILED);
        assertThat(job.failure()).isEqualTo("mailbox.copy.failed.full");

        accounts.quota(account(active), DataSize.ofMegabytes(50));
        assertThat(copies.again(ACTOR, copy)).isTrue();
        until(copy, Job.State.DONE);
        assertThat(held(active, old.address().key() + "/")).hasSize(12).isEqualTo(held(old, ""));
    }
}
