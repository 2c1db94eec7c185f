package fr.balise.mailbox.takeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever fetches and whoever writes, at the same time. */
@NullUnmarked
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PressTests {
    /** More than all sheets hold. */
    private static final int MANY = 12 << 20;

    @TempDir
    Path temp;

    private static byte[] random(int length) {
        var octets = new byte[length];
        new Random(length).nextBytes(octets);
        return octets;
    }

    private static void turnRound(byte[] octets, int from, int length) {
        for (int i = from; i < from + length; i++) octets[i] = (byte) ~octets[i];
    }

    @Test
    void allIsWrittenInItsOrderTreatedOnceAndWhatWasPutStaysAsItIs() throws IOException {
        var octets = random(MANY);
        try (var file = new SideFile(temp.resolve("file"), 0);
                var press = new Press(file)) {
            for (int at = 0; at < MANY; at += 100_003) {
                var piece = java.util.Arrays.copyOfRange(octets, at, Math.min(MANY, at + 100_003));
                boolean treated = at / 100_003 % 3 == 0;
                press.put(piece, 0, piece.length, treated ? PressTests::turnRound : null);
                assertThat(piece[0]).isEqualTo(octets[at]);
                if (treated) turnRound(octets, at, piece.length);
            }
            press.settle();
            assertThat(press.length()).isEqualTo(MANY);
            assertThat(Files.readAllBytes(temp.resolve("file"))).isEqualTo(octets);
        }
    }

    @Test
    void aFileThatCannotBeWrittenStopsWhoeverFetches() throws IOException {
        var file = new SideFile(temp.resolve("file"), 0);
        try (var press = new Press(file)) {
            file.close();
            var octets = random(1 << 16);
            assertThatThrownBy(() -> {
                        for (int n = 0; n < MANY / octets.length; n++) press.put(octets, 0, octets.length, null);
                    })
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(press::settle).isInstanceOf(IOException.class);
            assertThat(press.written()).failsWithin(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aTreatmentThatFailsIsToldToo() throws IOException {
        try (var file = new SideFile(temp.resolve("file"), 0);
                var press = new Press(file)) {
            press.put(random(10), 0, 10, (_, _, _) -> {
                throw new IllegalStateException("no key");
            });
            assertThatThrownBy(press::settle).isInstanceOf(IOException.class).hasRootCauseMessage("no key");
        }
    }

    @Test
    void aWriterThatIsClosedInTheMiddleEnds() throws IOException {
        var octets = random(1 << 20);
        try (var file = new SideFile(temp.resolve("file"), 0)) {
            try (var press = new Press(file)) {
                press.put(octets, 0, octets.length, null);
            }
            assertThat(file.length()).isLessThanOrEqualTo(octets.length);
        }
    }

    @Test
    void anItemComesBackAsItWentInWhetherItIsKeptInMemoryOrInAFile() throws IOException {
        for (int length : new int[] {0, 1, 70_000, 200_000, 4 << 20, (4 << 20) + 1, 9_000_001}) {
            var octets = random(length);
            try (var item = new Spooled(temp.resolve("item"))) {
                item.take(new ByteArrayInputStream(octets));
                assertThat(item.size()).isEqualTo(length);
                try (var again = item.read()) {
                    assertThat(again.readAllBytes()).isEqualTo(octets);
                }
                var out = new java.io.ByteArrayOutputStream();
                item.into((some, count) -> out.write(some, 0, count));
                assertThat(out.toByteArray()).isEqualTo(octets);
            }
            assertThat(temp.resolve("item")).doesNotExist();
        }
    }

    @Test
    void aHeadIsReadWithItsFoldsAndTheFirstFieldOfAName() throws IOException {
        assertThat(
                        head(
                                "subject: =?UTF-8?Q?R=C3=A9sultat?=\r\n =?UTF-8?Q?_suite?=\r\nFROM: a@b\r\nSubject: second\r\n\r\nDate: body"))
                .isEqualTo(new Parsed.Head("", "a@b", "Résultat suite"));
        assertThat(head("Date: Mon, 2 Mar 2026\nFrom:a@b\n\n"))
                .isEqualTo(new Parsed.Head("Mon, 2 Mar 2026", "a@b", ""));
        assertThat(head("From: ends here")).isEqualTo(new Parsed.Head("", "ends here", ""));
        assertThat(head("")).isEqualTo(new Parsed.Head("", "", ""));
        assertThat(head(" odd\r\n: x\r\nnothing\r\n\r\n")).isEqualTo(new Parsed.Head("", "", ""));
    }

    private static Parsed.Head head(String message) throws IOException {
        return Parsed.head(new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)));
    }
}
