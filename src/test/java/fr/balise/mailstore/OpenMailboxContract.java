package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.mailstore.MailStore.Folder;
import fr.balise.mailstore.MailStore.NoSuchFolder;
import fr.balise.mailstore.OpenMailbox.Added;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** What every open mailbox does, whoever keeps it; run against each adapter and against the fake. */
abstract class OpenMailboxContract {
    static final Instant THEN = Instant.parse("2026-03-29T00:59:59Z"); // a second before a change of clocks in Paris

    /** More than one page of any adapter, and more than one batch. */
    private static final int MANY = 1_120;

    private OpenMailbox mailbox;

    /** A fresh, empty mailbox with room for 40 MB; the test closes it. */
    abstract OpenMailbox fresh() throws IOException;

    /** The same mailbox once more, by another connection. */
    abstract OpenMailbox again() throws IOException;

    @BeforeEach
    void open() throws IOException {
        mailbox = fresh();
    }

    @AfterEach
    void close() {
        mailbox.close();
    }

    private static byte[] octets(String message) {
        return message.getBytes(StandardCharsets.UTF_8);
    }

    static String plain(int number) {
        return "From: =?UTF-8?Q?Dr_Anne_L=C3=A9on?= <anne.leon@peer.mssante.fr>\r\nTo: <someone@engine-test.mssante.fr>\r\n"
                + "Subject: =?UTF-8?Q?R=C3=A9sultat_" + number + "?=\r\nDate: Mon, 2 Mar 2026 10:15:00 +0100\r\n"
                + "Message-ID: <" + number + "@peer.mssante.fr>\r\n\r\nBonjour.\r\n";
    }

    private long add(String folder, String message, String... flags) {
        var octets = octets(message);
        var added = mailbox.append(folder, Set.of(flags), THEN, octets.length, new ByteArrayInputStream(octets));
        assertThat(added).isInstanceOf(Added.Stored.class);
        return ((Added.Stored) added).uid().orElseThrow();
    }

    private List<StoredMessage> list(String folder) {
        var messages = new ArrayList<StoredMessage>();
        mailbox.list(folder, 0, messages::add);
        return messages;
    }

    private Map<Long, byte[]> read(String folder, List<Long> uids) throws IOException {
        var read = new HashMap<Long, byte[]>();
        mailbox.read(folder, uids, (envelope, octets) -> read.put(envelope.uid(), octets.readAllBytes()));
        return read;
    }

    private Folder folder(String name) {
        return mailbox.folders().stream()
                .filter(folder -> folder.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMessageIsListedWithAllThatItsHeadTells() {
        long uid = add("INBOX", plain(7), "\\Flagged", "$BaliseFiled");
        assertThat(list("INBOX")).singleElement().satisfies(message -> {
            assertThat(message.uid()).isEqualTo(uid);
            assertThat(message.uidValidity()).isEqualTo(folder("INBOX").uidValidity());
            assertThat(message.octets()).isEqualTo(octets(plain(7)).length);
            assertThat(message.flags()).contains("\\Flagged", "$BaliseFiled");
            assertThat(message.seen()).isFalse();
            assertThat(message.received()).isEqualTo(THEN);
            assertThat(message.head().from()).isEqualTo("anne.leon@peer.mssante.fr");
            assertThat(message.head().subject()).isEqualTo("Résultat 7");
            assertThat(message.head().sent()).isEqualTo("2026-03-02T09:15:00Z");
            assertThat(message.head().messageId()).isEqualTo("<7@peer.mssante.fr>");
            assertThat(message.head().other("to")).contains("<someone@engine-test.mssante.fr>");
            assertThat(message.head().other("List-Id")).isEmpty();
            assertThat(message.legible()).isTrue();
            assertThat(message.type()).isEqualTo("text/plain");
        });
    }

    @Test
    void attachmentsAreToldByTypeAndDecodedNameHoweverDeepTheyLie() {
        add("INBOX", """
                From: <a@peer.mssante.fr>
                Subject: XDM/1.0/DDM+1
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=outer

                --outer
                Content-Type: multipart/alternative; boundary=inner

                --inner
                Content-Type: text/plain

                text
                --inner
                Content-Type: text/html

                <p>text
                --inner--
                --outer
                Content-Type: APPLICATION/PDF; name="=?UTF-8?Q?R=C3=A9sultat.pdf?="
                Content-Transfer-Encoding: base64
                Content-Disposition: attachment

                JVBERi0=
                --outer
                Content-Type: message/rfc822

                From: <b@peer.mssante.fr>
                Subject: inside
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=deep

                --deep
                Content-Type: application/zip
                Content-Disposition: attachment; filename*=UTF-8''IHE%5FXDM.zip

                zip
                --deep--
                --outer--
                """.replace("\n", "\r\n"));
        assertThat(list("INBOX")).singleElement().satisfies(message -> {
            assertThat(message.type()).isEqualTo("multipart/mixed");
            assertThat(message.parts())
                    .extracting(MessagePart::type)
                    .containsExactly("text/plain", "text/html", "application/pdf", "message/rfc822", "application/zip");
            assertThat(message.parts().get(2).name()).isEqualTo("Résultat.pdf");
            assertThat(message.parts().get(2).attached()).isTrue();
            assertThat(message.parts().get(4).name()).isEqualTo("IHE_XDM.zip");
            assertThat(message.parts().getFirst().attached()).isFalse();
        });
    }

    @Test
    void aReportSaysWhichKindItIs() {
        add("INBOX", """
                From: <a@peer.mssante.fr>
                MIME-Version: 1.0
                Content-Type: Multipart/Report; Report-Type=Disposition-Notification; boundary=b

                --b
                Content-Type: text/plain

                text
                --b
                Content-Type: message/disposition-notification

                Disposition: automatic-action/MDN-sent-automatically; processed
                --b--
                """.replace("\n", "\r\n"));
        assertThat(list("INBOX"))
                .extracting(StoredMessage::type)
                .containsExactly("multipart/report;disposition-notification");
    }

    @Test
    void aHeadWithoutAnythingIsNoReasonToFail() {
        add("INBOX", "X-Nothing: here\r\n\r\nbody\r\n");
        add("INBOX", "From: @@@ <<<\r\nDate: yesterday\r\nSubject: =?unknown?Q?x?=\r\n\r\n");
        assertThat(list("INBOX"))
                .hasSize(2)
                .allSatisfy(message -> assertThat(message.head().sent()).isNull());
    }

    @Test
    void everyOctetComesBackAndReadingMarksNothing() throws IOException {
        var message = plain(1) + "Latin-1: \u00e9 \u0080\r\n. a dot\r\n.\r\n* 1 FETCH (FLAGS ())\r\n";
        var octets = message.getBytes(StandardCharsets.ISO_8859_1);
        mailbox.append("INBOX", Set.of(), THEN, octets.length, new ByteArrayInputStream(octets));
        long uid = list("INBOX").getFirst().uid();
        assertThat(read("INBOX", List.of(uid)).get(uid)).isEqualTo(octets);
        assertThat(list("INBOX").getFirst().seen()).isFalse();
        assertThat(folder("INBOX").unseen()).isEqualTo(1);
    }

    @Test
    void aLargeMessageStreamsThroughWhole() throws IOException {
        var head = octets("From: <a@peer.mssante.fr>\r\n\r\n");
        int size = head.length + 9_000_000;
        var sent = digest();
        try (var out = new java.security.DigestInputStream(new Generated(head, size), sent)) {
            assertThat(mailbox.append("INBOX", Set.of(), THEN, size, out)).isInstanceOf(Added.Stored.class);
        }
        var got = digest();
        mailbox.read("INBOX", uids("INBOX"), (envelope, octets) -> {
            assertThat(envelope.size()).isEqualTo(size);
            octets.transferTo(new java.security.DigestOutputStream(java.io.OutputStream.nullOutputStream(), got));
        });
        assertThat(HexFormat.of().formatHex(got.digest()))
                .isEqualTo(HexFormat.of().formatHex(sent.digest()));
    }

    private List<Long> uids(String folder) {
        return list(folder).stream().map(StoredMessage::uid).toList();
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lines of 78 octets that all differ, after a head. */
    private static final class Generated extends InputStream {
        private final byte[] head;
        private final int size;
        private int at;

        Generated(byte[] head, int size) {
            this.head = head;
            this.size = size;
        }

        @Override
        public int read() {
            if (at == size) return -1;
            int i = at++;
            if (i < head.length) return head[i];
            int inLine = (i - head.length) % 80;
            if (inLine == 78) return size - i > 1 ? '\r' : 'x';
            return inLine == 79 ? '\n' : 'a' + (i * 31 + i / 7919) % 26;
        }
    }

    @Test
    void manyMessagesAreListedOnceEachByRisingUidAndFromAnyUidOn() throws IOException {
        for (int i = 0; i < MANY; i++) add("INBOX", plain(i));
        var all = uids("INBOX");
        assertThat(all).hasSize(MANY).isSorted().doesNotHaveDuplicates();
        var rest = new ArrayList<Long>();
        mailbox.list("INBOX", all.get(299), message -> rest.add(message.uid()));
        assertThat(rest).isEqualTo(all.subList(300, MANY));
        var order = new ArrayList<Long>();
        mailbox.read("INBOX", all.reversed(), (envelope, octets) -> {
            assertThat(octets.readAllBytes()).hasSize((int) envelope.size());
            order.add(envelope.uid());
        });
        assertThat(order).isEqualTo(all);
    }

    @Test
    void uidsAreToldRisingFromAnyOneOnAndEndWhereTheMessagesEnd() {
        var all = IntStream.range(0, 5).mapToObj(i -> add("INBOX", plain(i))).toList();
        mailbox.delete("INBOX", List.of(all.get(2)));
        assertThat(mailbox.uids("INBOX", 0)).containsExactly(all.get(0), all.get(1), all.get(3), all.get(4));
        assertThat(mailbox.uids("INBOX", all.get(1))).containsExactly(all.get(3), all.get(4));
        assertThat(mailbox.uids("INBOX", all.get(4))).isEmpty();
        assertThat(mailbox.uids("Trash", 0)).isEmpty();
        assertThatThrownBy(() -> mailbox.uids("Nowhere", 0)).isInstanceOf(NoSuchFolder.class);
    }

    @Test
    void whatStandsOnAMessageIsToldWithItsOctets() throws IOException {
        long uid = add("INBOX", plain(1), "\\Seen", "\\Answered", "$BaliseFiled");
        var told = new ArrayList<OpenMailbox.Envelope>();
        mailbox.read("INBOX", List.of(uid), (envelope, _) -> told.add(envelope));
        assertThat(told).singleElement().satisfies(envelope -> {
            assertThat(envelope.uid()).isEqualTo(uid);
            assertThat(envelope.size()).isEqualTo(octets(plain(1)).length);
            assertThat(envelope.flags()).contains("\\Seen", "\\Answered", "$BaliseFiled");
            assertThat(envelope.received()).isEqualTo(THEN);
        });
    }

    @Test
    void readingLeavesOutWhatIsGoneAndNeedNotReadToTheEnd() throws IOException {
        long first = add("INBOX", plain(1));
        long second = add("INBOX", plain(2));
        mailbox.delete("INBOX", List.of(first));
        var seen = new ArrayList<Long>();
        mailbox.read("INBOX", List.of(first, second, second + 1000), (envelope, octets) -> {
            assertThat(octets.read()).isEqualTo('F');
            seen.add(envelope.uid());
        });
        assertThat(seen).containsExactly(second);
        assertThat(list("INBOX")).hasSize(1);
    }

    @Test
    void aFailureOfTheReaderComesThroughAndTheMailboxCanBeUsedOn() {
        long uid = add("INBOX", plain(1));
        assertThatThrownBy(() -> mailbox.read("INBOX", List.of(uid), (_, _) -> {
                    throw new IOException("disk full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
        assertThat(list("INBOX")).hasSize(1);
    }

    @Test
    void flagsAndKeywordsComeAndGoAndOthersStay() {
        long uid = add("INBOX", plain(1), "\\Flagged");
        mailbox.flag("INBOX", List.of(uid), Set.of("\\Seen", "$BaliseFiled"), Set.of());
        assertThat(list("INBOX").getFirst().flags()).contains("\\Seen", "\\Flagged", "$BaliseFiled");
        mailbox.flag("INBOX", List.of(uid), Set.of(), Set.of("$BaliseFiled", "\\Seen"));
        assertThat(list("INBOX").getFirst().flags())
                .contains("\\Flagged")
                .doesNotContain("\\Seen")
                .doesNotContain("$BaliseFiled");
        assertThat(folder("INBOX").unseen()).isEqualTo(1);
    }

    @Test
    void aFlagThatCouldEndTheCommandIsNone() {
        long uid = add("INBOX", plain(1));
        for (var evil : List.of("a b", "x)\r\na1 LOGOUT", "\"", "", "é", "\\\\Seen"))
            assertThatThrownBy(() -> mailbox.flag("INBOX", List.of(uid), Set.of(evil), Set.of()))
                    .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void deletingTakesTheseAndNoOthersEvenIfMarked() {
        var uids = IntStream.range(0, 5).mapToObj(i -> add("INBOX", plain(i))).toList();
        mailbox.flag("INBOX", List.of(uids.get(4)), Set.of("\\Deleted"), Set.of());
        mailbox.delete("INBOX", List.of(uids.get(1), uids.get(3), uids.get(3) + 500));
        mailbox.delete("INBOX", List.of(uids.get(1)));
        assertThat(uids("INBOX")).containsExactly(uids.get(0), uids.get(2), uids.get(4));
    }

    @Test
    void aCopyKeepsFlagsDateAndOctets() throws IOException {
        long uid = add("INBOX", plain(1), "\\Seen", "$BaliseFiled");
        mailbox.create("Dossiers");
        assertThat(mailbox.copy("INBOX", List.of(uid), "Dossiers")).isInstanceOf(Added.Stored.class);
        assertThat(list("Dossiers")).singleElement().satisfies(copy -> {
            assertThat(copy.received()).isEqualTo(THEN);
            assertThat(copy.flags()).contains("\\Seen", "$BaliseFiled");
            assertThat(read("Dossiers", List.of(copy.uid())).get(copy.uid())).isEqualTo(octets(plain(1)));
        });
        assertThat(list("INBOX")).hasSize(1);
        assertThatThrownBy(() -> mailbox.copy("INBOX", List.of(uid), "Nowhere")).isInstanceOf(NoSuchFolder.class);
    }

    @Test
    void foldersAreMadeOnceWithAnyNameAndCountWhatTheyHold() {
        mailbox.create("Été 2025 & suite");
        mailbox.create("Été 2025 & suite");
        add("Été 2025 & suite", plain(1));
        add("Été 2025 & suite", plain(2), "\\Seen");
        add("Patients/A", plain(3));
        assertThat(folder("Été 2025 & suite")).satisfies(folder -> {
            assertThat(folder.messages()).isEqualTo(2);
            assertThat(folder.unseen()).isEqualTo(1);
            assertThat(folder.size().toBytes()).isEqualTo(octets(plain(1)).length + octets(plain(2)).length);
            assertThat(folder.uidNext()).isGreaterThan(uids(folder.name()).getLast());
            assertThat(mailbox.numbering(folder.name()))
                    .isEqualTo(new OpenMailbox.Numbering(folder.uidValidity(), folder.uidNext()));
        });
        assertThat(folder("Patients/A").separator()).isEqualTo('/');
        assertThat(folder("Trash").use()).isEqualTo(MailStore.Use.TRASH);
        assertThat(folder("INBOX").use()).isEqualTo(MailStore.Use.OTHER);
        assertThat(mailbox.folders()).extracting(Folder::name).isSorted();
    }

    @Test
    void aFolderThatIsNotThereIsToldApart() {
        assertThatThrownBy(() -> list("Nowhere")).isInstanceOf(NoSuchFolder.class);
        assertThatThrownBy(() -> read("Nowhere", List.of(1L))).isInstanceOf(NoSuchFolder.class);
        assertThatThrownBy(() -> mailbox.delete("Nowhere", List.of(1L))).isInstanceOf(NoSuchFolder.class);
        assertThatThrownBy(() -> mailbox.flag("Nowhere", List.of(1L), Set.of("\\Seen"), Set.of()))
                .isInstanceOf(NoSuchFolder.class);
        assertThat(list("INBOX")).isEmpty();
    }

    @Test
    void whatIsBeyondTheQuotaIsRefusedWholeAndTheMailboxWorksOn() {
        var large = "From: <a@peer.mssante.fr>\r\n\r\n" + ("x".repeat(78) + "\r\n").repeat(12_000);
        int stored = 0;
        var octets = octets(large);
        while (mailbox.append("INBOX", Set.of(), THEN, octets.length, new ByteArrayInputStream(octets))
                instanceof Added.Stored) assertThat(++stored).isLessThan(60);
        var uids = uids("INBOX");
        assertThat(uids).hasSize(stored);
        mailbox.create("Copies");
        assertThat(mailbox.copy("INBOX", uids, "Copies")).isEqualTo(new Added.Full());
        assertThat(list("Copies")).isEmpty();
        mailbox.delete("INBOX", uids);
        add("INBOX", plain(1));
    }

    @Test
    void twoConnectionsSeeOneMailbox() throws IOException {
        add("INBOX", plain(1));
        try (var other = again()) {
            var seen = new ArrayList<Long>();
            other.list("INBOX", 0, message -> seen.add(message.uid()));
            other.delete("INBOX", seen);
        }
        assertThat(list("INBOX")).isEmpty();
    }

    @Test
    void someMessagesAreToldAndThoseThatAreGoneAreLeftOut() {
        long first = add("INBOX", plain(1));
        long second = add("INBOX", plain(2), "\\Seen");
        mailbox.delete("INBOX", List.of(first));
        var told = new ArrayList<StoredMessage>();
        mailbox.describe("INBOX", List.of(second, first, 999L), told::add);
        assertThat(told).singleElement().satisfies(message -> {
            assertThat(message.uid()).isEqualTo(second);
            assertThat(message.head().subject()).isEqualTo("Résultat 2");
        });
    }

    @Test
    void whatWasMarkedAndWhatIsGoneIsToldAsAChange() throws IOException {
        long read = add("INBOX", plain(1));
        long deleted = add("INBOX", plain(2));
        long untouched = add("INBOX", plain(3));
        var before = folder("INBOX");
        try (var other = again()) {
            other.flag("INBOX", List.of(read), Set.of("\\Seen", "$BaliseFiled"), Set.of());
            other.delete("INBOX", List.of(deleted));
        }
        switch (mailbox.changes("INBOX", before.uidValidity(), before.modSeq())) {
            case OpenMailbox.Changes.Some(var flags, var gone) -> {
                assertThat(before.modSeq()).isPositive();
                assertThat(flags).containsOnlyKeys(read);
                assertThat(flags.get(read)).contains("\\Seen", "$BaliseFiled");
                assertThat(gone).anyMatch(range -> range.holds(deleted));
                assertThat(gone).noneMatch(range -> range.holds(untouched) || range.holds(read));
            }
            case OpenMailbox.Changes.All(var flags) -> {
                assertThat(flags).containsOnlyKeys(read, untouched);
                assertThat(flags.get(read)).contains("\\Seen", "$BaliseFiled");
            }
            case OpenMailbox.Changes.Anew _ -> throw new AssertionError("it was not numbered anew");
        }
    }

    @Test
    void nothingIsAChangeWhereNothingChanged() {
        add("INBOX", plain(1));
        var before = folder("INBOX");
        var changes = mailbox.changes("INBOX", before.uidValidity(), before.modSeq());
        if (changes instanceof OpenMailbox.Changes.Some(var flags, var gone)) {
            assertThat(flags).isEmpty();
            assertThat(gone).isEmpty();
        } else assertThat(changes).isInstanceOf(OpenMailbox.Changes.All.class);
    }

    @Test
    void aFolderThatWasNumberedAnewHasNoChangesToTell() {
        add("INBOX", plain(1));
        var before = folder("INBOX");
        assertThat(mailbox.changes("INBOX", before.uidValidity() - 1, before.modSeq()))
                .isInstanceOf(OpenMailbox.Changes.Anew.class);
    }

    @Test
    void messagesMoveWithFlagsAndDatesIntoAFolderThatIsMade() {
        long moved = add("INBOX", plain(1), "\\Seen", "$BaliseFiled");
        long stays = add("INBOX", plain(2));
        assertThat(mailbox.move("INBOX", List.of(moved, 999L), "Ailleurs/1")).isInstanceOf(Added.Stored.class);
        assertThat(list("INBOX")).extracting(StoredMessage::uid).containsExactly(stays);
        assertThat(list("Ailleurs/1")).singleElement().satisfies(message -> {
            assertThat(message.flags()).contains("\\Seen", "$BaliseFiled");
            assertThat(message.received()).isEqualTo(THEN);
        });
    }

    @Test
    void aFolderIsRemovedWithWhatItHoldsAndCanBeRemovedAgain() {
        add("Ailleurs", plain(1));
        assertThat(list("Ailleurs")).hasSize(1); // it is the one that is open
        mailbox.removeFolder("Ailleurs");
        mailbox.removeFolder("Ailleurs");
        assertThat(mailbox.folders()).extracting(Folder::name).doesNotContain("Ailleurs");
    }

    @Test
    void whatItMayHoldIsToldWithWhatItHolds() {
        var before = mailbox.quota().orElseThrow();
        assertThat(before.limit()).isEqualTo(DataSize.ofMegabytes(40));
        for (int n = 0; n < 40; n++) add("INBOX", plain(n));
        assertThat(mailbox.quota().orElseThrow().used()).isGreaterThan(before.used());
    }
}
