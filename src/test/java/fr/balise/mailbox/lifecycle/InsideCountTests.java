package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.InMemoryMailStore;
import fr.balise.mailstore.MailStore;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is inside, over the fake of the mail store. */
class InsideCountTests {
    private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
    private static final MailAddress OWN = MailAddress.parse("own@engine-test.mssante.fr");
    private static final AccountId ID = new AccountId(1);
    private static final String SEEN = "\\Seen";

    private final MailStore store = new InMemoryMailStore();

    private void letter(String folder, String from, int daysAgo, String... flags) {
        add(folder, daysAgo, flags, "From: <" + from + ">", "Subject: Bonjour", "", "texte");
    }

    private void document(String folder, String from, int daysAgo, String... flags) {
        documentUnder("Compte rendu", folder, from, daysAgo, flags);
    }

    private void documentUnder(String subject, String folder, String from, int daysAgo, String... flags) {
        add(
                folder,
                daysAgo,
                flags,
                "From: <" + from + ">",
                "Subject: " + subject,
                "MIME-Version: 1.0",
                "Content-Type: application/pdf; name=cr.pdf",
                "Content-Disposition: attachment",
                "",
                "%PDF");
    }

    private void add(String folder, int daysAgo, String[] flags, String... lines) {
        var octets = InMemoryMailStore.message(lines);
        try (var mailbox = store.open(ID)) {
            mailbox.append(
                    folder,
                    Set.of(flags),
                    NOW.minus(Duration.ofDays(daysAgo)),
                    octets.length,
                    new ByteArrayInputStream(octets));
        }
    }

    private Contents counted() {
        var count = new InsideCount(OWN, NOW);
        try (var mailbox = store.open(ID)) {
            StoredInsides.walk(mailbox, count::take);
        }
        return count.result();
    }

    @Test
    void anEmptyMailboxHoldsNothing() {
        assertThat(counted()).isEqualTo(Contents.NOTHING);
    }

    @Test
    void onlyTheKeywordIsProofAndReadIsNot() {
        document("INBOX", "a@peer.mssante.fr", 1);
        document("INBOX", "a@peer.mssante.fr", 2, SEEN);
        document("INBOX", "a@peer.mssante.fr", 3, SEEN, InsideCount.FILED);
        document("Archive", "a@peer.mssante.fr", 4, SEEN, "\\Flagged", "$Forwarded");
        letter("INBOX", "a@peer.mssante.fr", 5);
        assertThat(counted()).isEqualTo(new Contents(5, 2, 1, 3, NOW.minus(Duration.ofDays(1)), 1));
    }

    @Test
    void aFailedFilingIsNeverProven() {
        documentUnder("[KO Integration systeme !][902] CR", "INBOX", "a@peer.mssante.fr", 1, SEEN, InsideCount.FILED);
        assertThat(counted().unproven()).isEqualTo(1);
    }

    @Test
    void whatWasSentDraftedOrThrownAwayNeedsNoProofAndWhatIsJunkDoes() {
        document("Sent", OWN.key(), 1);
        document("Drafts", OWN.key(), 1);
        document("Trash", "a@peer.mssante.fr", 3);
        document("Junk", "b@peer.mssante.fr", 4);
        assertThat(counted()).isEqualTo(new Contents(4, 1, 1, 1, NOW.minus(Duration.ofDays(3)), 2));
    }

    @Test
    void correspondentsAreCountedOnceEachWithinNinetyDays() {
        letter("INBOX", "a@peer.mssante.fr", 1);
        letter("INBOX", "A@Peer.mssante.fr", 2);
        letter("Dossiers/2026", "b@peer.mssante.fr", 90);
        letter("INBOX", "c@peer.mssante.fr", 91);
        letter("INBOX", OWN.key(), 1);
        add("INBOX", 1, new String[0], "From: <d@peer.mssante.fr>", "Auto-Submitted: auto-replied", "", "absent");
        add("INBOX", 1, new String[0], "From: <e@peer.mssante.fr>", "Return-Path: <>", "", "reçu");
        add("INBOX", 1, new String[0], "From: <f@peer.mssante.fr>", "List-Id: <l.peer.mssante.fr>", "", "lettre");
        assertThat(counted().stillWriting()).isEqualTo(2);
    }
}
