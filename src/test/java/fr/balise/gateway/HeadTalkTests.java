package fr.balise.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.mailbox.lifecycle.Signature;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What Postfix is answered, packet by packet. */
class HeadTalkTests {
    private static final String OFFER = "O\0\0\0\6\0\0\1\377\0\37\377\377";
    private static final String ANNE = "DM{auth_authen}\0anne@a.mssante.fr\0{auth_type}\0PLAIN\0";

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] packets(String... texts) {
        var all = new ByteArrayOutputStream();
        for (var text : texts) {
            var data = octets(text);
            all.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
            all.writeBytes(data);
        }
        return all.toByteArray();
    }

    private static List<String> answers(byte... said) throws IOException {
        return answers(_ -> Optional.empty(), said);
    }

    private static List<String> answers(HeadTalk.Wishes wishes, byte... said) throws IOException {
        var out = new ByteArrayOutputStream();
        new HeadTalk(new DataInputStream(new ByteArrayInputStream(said)), new DataOutputStream(out), wishes)
                .untilItEnds();
        var answers = new ArrayList<String>();
        for (var in = ByteBuffer.wrap(out.toByteArray()); in.hasRemaining(); ) {
            var answer = new byte[in.getInt()];
            in.get(answer);
            answers.add(new String(answer, StandardCharsets.ISO_8859_1));
        }
        return answers;
    }

    @Test
    void aMessageWithASenderIsNotLookedInto() throws IOException {
        assertThat(answers(packets(OFFER, ANNE, "M<anne@a.mssante.fr>\0SIZE=10\0", "Q")))
                .containsExactly("O\0\0\0\6\0\0\0\23\0\0\3\213", "a");
    }

    @Test
    void oneWithoutIsTakenWhenItIsFromWhoeverIsLoggedIn() throws IOException {
        assertThat(answers(packets(OFFER, ANNE, "M<>\0", "LSubject\0x\0", "LFrom\0Anne <anne@a.mssante.fr>\0", "N")))
                .endsWith("c", "a")
                .hasSize(3);
    }

    @Test
    void andRefusedWhenItIsFromSomebodyElse() throws IOException {
        assertThat(answers(packets(OFFER, ANNE, "M<>\0", "LFrom\0paul@a.mssante.fr\0", "N"))
                        .getLast())
                .startsWith("y550 5.7.1 ")
                .endsWith("\0");
        assertThat(answers(packets(OFFER, ANNE, "M<>\0", "N")).getLast()).startsWith("y550 5.7.1 ");
        assertThat(answers(packets(OFFER, "M<>\0", "LFrom\0anne@a.mssante.fr\0", "N"))
                        .getLast())
                .as("nobody is logged in")
                .startsWith("y550 5.7.1 ");
    }

    @Test
    void nothingOfOneMessageIsKeptForTheNext() throws IOException {
        var answers = answers(packets(
                OFFER,
                ANNE,
                "M<>\0",
                "LFrom\0anne@a.mssante.fr\0",
                "A",
                "DM{auth_authen}\0paul@a.mssante.fr\0",
                "M<>\0",
                "LFrom\0anne@a.mssante.fr\0",
                "N"));
        assertThat(answers.getLast()).startsWith("y550");
    }

    @Test
    void anOlderPostfixIsAnsweredEachLine() throws IOException {
        assertThat(answers(packets("O\0\0\0\2\0\0\0\77\0\0\0\177", ANNE, "M<>\0", "LFrom\0anne@a.mssante.fr\0", "N")))
                .containsExactly("O\0\0\0\2\0\0\0\23\0\0\0\13", "c", "c", "a");
    }

    private static final HeadTalk.Wishes ANNES = login -> login.startsWith("anne@")
            ? Optional.of(new Signature(List.of("Anne LÉGER"), "<b>Anne</b>", List.of("anne léger")))
            : Optional.empty();

    @Test
    void aMessageFromAMailboxThatWishesItIsSigned() throws IOException {
        var answers = answers(
                ANNES,
                packets(
                        OFFER,
                        ANNE,
                        "M<anne@a.mssante.fr>\0",
                        "LFrom\0anne@a.mssante.fr\0",
                        "LContent-Type\0text/plain\0",
                        "N",
                        "BBonjour\r\n",
                        "E",
                        "Q"));
        assertThat(answers.subList(1, 4)).containsExactly("c", "c", "c");
        assertThat(answers.subList(4, answers.size()))
                .containsExactly(
                        "m\0\0\0\1Content-Type\0text/plain; charset=UTF-8\0",
                        "hContent-Transfer-Encoding\0quoted-printable\0",
                        "hMIME-Version\0001.0\0",
                        "bBonjour\r\n\r\n--=20\r\nAnne L=C3=89GER\r\n",
                        "a");
    }

    @Test
    void andNoneOfAnothersNameOrThatItsHeadRulesOutOrThatIsTooLarge() throws IOException {
        assertThat(answers(
                        ANNES, packets(OFFER, ANNE, "M<anne@a.mssante.fr>\0", "LFrom\0paul@a.mssante.fr\0", "N", "Q")))
                .as("not written in the name of the mailbox")
                .endsWith("c", "a");
        assertThat(answers(
                        ANNES,
                        packets(
                                OFFER,
                                ANNE,
                                "M<anne@a.mssante.fr>\0",
                                "LFrom\0anne@a.mssante.fr\0",
                                "LContent-Type\0multipart/signed; boundary=x\0",
                                "N",
                                "Q")))
                .endsWith("c", "a");
        var large = new ArrayList<String>(
                List.of(OFFER, ANNE, "M<anne@a.mssante.fr>\0", "LFrom\0anne@a.mssante.fr\0", "N"));
        for (int sent = 0; sent <= Held.LARGEST; sent += 60_000) large.add("B" + "x".repeat(60_000));
        assertThat(answers(ANNES, packets(large.toArray(String[]::new))))
                .endsWith("c", "a")
                .doesNotContain("y");
    }

    @Test
    void whatMessagesTookIsGivenBack() throws IOException {
        var big = "B" + "x\r\n".repeat(300_000);
        for (int n = 0; n < 100; n++)
            assertThat(answers(
                            ANNES,
                            packets(OFFER, ANNE, "M<anne@a.mssante.fr>\0", "LFrom\0anne@a.mssante.fr\0", "N", big)))
                    .endsWith("c", "c");
    }

    @Test
    void noiseEndsTheConnectionAndNothingElse() {
        var random = new Random(20261127);
        for (int n = 0; n < 2_000; n++) {
            var noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            if (random.nextBoolean() && noise.length > 4) noise[0] = noise[1] = noise[2] = 0;
            try {
                assertThat(answers(noise)).noneMatch(answer -> answer.equals("a") && noise.length < 5);
            } catch (IOException ended) {
                assertThat(ended).isNotNull();
            }
        }
        assertThatThrownBy(() -> answers(new byte[] {0x7f, 0, 0, 0, 'O'})).isInstanceOf(IOException.class);
    }
}
