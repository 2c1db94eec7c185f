package fr.balise.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Messages that are looked at, also those that were made to hurt. */
class LetterTests {
    private static Letter of(String message) {
        return Letter.of(new ByteArrayInputStream(message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void thePlainTextIsShownWhereThereAreBoth() {
        var letter = of("""
                From: =?UTF-8?Q?Dr_L=C3=A9on?= <leon@peer.mssante.fr>
                Subject: Avis
                MIME-Version: 1.0
                Content-Type: multipart/alternative; boundary=x

                --x
                Content-Type: text/plain; charset=utf-8

                Bonjour
                --x
                Content-Type: text/html

                <p>Bonjour</p>
                --x--
                """);
        assertThat(letter.from()).isEqualTo("Dr Léon <leon@peer.mssante.fr>");
        assertThat(letter.text()).isEqualTo("Bonjour");
        assertThat(letter.html()).isNull();
    }

    @Test
    void attachmentsAreTakenByTheirNumber() throws Exception {
        var message = """
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=x

                --x
                Content-Type: text/plain

                Bonjour
                --x
                Content-Type: application/pdf; name="a.pdf"
                Content-Transfer-Encoding: base64

                QUJD
                --x--
                """.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        var taken = new ArrayList<String>();
        assertThat(Letter.attachment(
                        new ByteArrayInputStream(message),
                        1,
                        (what, octets) -> taken.add(
                                what.name() + " " + new String(octets.readAllBytes(), StandardCharsets.UTF_8))))
                .isTrue();
        assertThat(taken).containsExactly("a.pdf ABC");
        assertThat(Letter.attachment(new ByteArrayInputStream(message), 2, (_, _) -> {}))
                .isFalse();
    }

    @Test
    void nothingThatRunsOrReachesOutIsLeftOfHtml() {
        for (var hostile : List.of(
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<img src='http://tracker.example/p.gif'>",
                "<a href='javascript:alert(1)'>x</a>",
                "<a href='https://evil.example'>x</a>",
                "<iframe src='https://evil.example'></iframe>",
                "<svg onload=alert(1)><script>1</script></svg>",
                "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
                "<style>@import 'https://evil.example'</style>",
                "<link rel=stylesheet href=https://evil.example>",
                "<form action=https://evil.example><input name=a></form>",
                "<p style='background:url(https://evil.example)'>x</p>",
                "<body background='https://evil.example'>",
                "<meta http-equiv=refresh content='0;url=https://evil.example'>",
                "<object data='https://evil.example'></object>",
                "<base href='https://evil.example/'>",
                "<video src=https://evil.example autoplay>",
                "<p onclick=alert(1)>x</p>",
                "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
                "<!--><script>alert(1)</script>-->",
                "<textarea><img src=x onerror=alert(1)></textarea>")) {
            var left = Letter.plain(hostile).toLowerCase(java.util.Locale.ROOT);
            assertThat(left)
                    .as(hostile)
                    .doesNotContain(
                            "<script", "<img", "<a ", "<iframe", "<svg", "<style", "<link", "<form", "<object", "<base",
                            "<video", "<meta", "<input")
                    .doesNotContainPattern("<[^>]*\\s(on\\w+|style|src|href|background)\\s*=");
        }
    }

    @Test
    void whateverIsBrokenIsShownAsFarAsItGoesOrSaidToBeIllegible() {
        var random = new Random(20261126);
        var seeds = List.of(
                "",
                "\0\0\0",
                "Content-Type: multipart/mixed\n\nno boundary",
                "Content-Type: multipart/mixed; boundary=\n\n--\n",
                "Content-Type: text/plain; charset=no-such-set\n\nBonjour é",
                "Content-Type: text/html; charset=\"\n\n<p>x",
                "Subject: =?UTF-8?B?!!!!?=\n\nx",
                "Subject: =?x?Q?" + "=".repeat(5_000) + "?=\n\nx",
                "Content-Transfer-Encoding: base64\n\n####",
                "Content-Type: message/rfc822\n\nContent-Type: message/rfc822\n\nx",
                "Content-Disposition: attachment; filename*=UTF-8''%ff%fe\n\nx",
                "From: " + "<".repeat(20_000) + "\n\nx",
                nested(1_000));
        for (var seed : seeds) {
            assertThat(of(seed)).isNotNull();
            for (int n = 0; n < 40; n++) assertThat(of(broken(seed, random))).isNotNull();
        }
    }

    private static String nested(int depth) {
        var message = new StringBuilder();
        for (int n = 0; n < depth; n++)
            message.append("Content-Type: multipart/mixed; boundary=b")
                    .append(n)
                    .append("\n\n--b")
                    .append(n)
                    .append("\n");
        return message.append("Content-Type: text/plain\n\nx").toString();
    }

    private static String broken(String message, Random random) {
        var octets = message.toCharArray();
        for (int n = 0; n < Math.min(5, octets.length); n++)
            octets[random.nextInt(octets.length)] = (char) random.nextInt(0x180);
        return new String(octets);
    }
}
