package fr.balise.gateway.signing;

import static fr.balise.gateway.signing.Letters.in;
import static fr.balise.gateway.signing.Letters.octets;
import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.gateway.signing.Letters.Letter;
import fr.balise.gateway.signing.Signer.Answer;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Of messages of every make: what does not change, and that nothing is signed twice. */
class SignerPropertyTests {
    private static final String[] PIECES = {
        "Bonjour,",
        "Déjà vu",
        "a = b",
        "> cité",
        "",
        " ",
        ".",
        "From là",
        "--",
        "-- ",
        "—b1",
        "<p>oui</p>",
        "œdème",
        "fin ",
        "été\t"
    };
    private static final String[] CODINGS = {"8bit", "quoted-printable", "base64"};

    private final Random random = new Random(20261127);

    private String text(String lineEnd) {
        var text = new StringBuilder();
        for (int n = random.nextInt(8); n > 0; n--)
            text.append(PIECES[random.nextInt(PIECES.length)]).append(random.nextInt(4) == 0 ? " " : lineEnd);
        return text.toString();
    }

    /** @return a whole part: octets as characters */
    private String leaf(String type) throws Exception {
        var coding = CODINGS[random.nextInt(CODINGS.length)];
        var out = new ByteArrayOutputStream();
        try (var in = MimeUtility.encode(out, coding)) {
            in.write(text("\r\n").getBytes(StandardCharsets.UTF_8));
        }
        return (random.nextBoolean() ? "X-Other: 1\r\n  folded\r\n" : "") + "Content-Type: " + type
                + ";\r\n charset=\"utf-8\"\r\nContent-Transfer-Encoding: " + coding + "\r\n\r\n"
                + out.toString(StandardCharsets.ISO_8859_1);
    }

    private String attached() {
        var data = new byte[random.nextInt(200)];
        random.nextBytes(data);
        return "Content-Type: application/pdf\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: binary\r\n\r\n"
                + new String(data, StandardCharsets.ISO_8859_1)
                        .replace("-", "_")
                        .replace("\r", "")
                        .replace("\n", "");
    }

    private String tree(int depth) throws Exception {
        int kind = depth == 0 ? random.nextInt(2) : random.nextInt(5);
        var boundary = "b" + depth + "_" + random.nextInt(1_000);
        return switch (kind) {
            case 0 -> leaf("text/plain");
            case 1 -> leaf("text/html");
            case 2 -> multi("alternative", boundary, leaf("text/plain"), leaf("text/html"));
            case 3 -> multi("related", boundary, leaf("text/html"), attached());
            default -> {
                var parts = new ArrayList<String>(List.of(tree(depth - 1)));
                for (int n = random.nextInt(3); n > 0; n--)
                    parts.add(random.nextBoolean() ? attached() : leaf("text/plain"));
                yield multi("mixed", boundary, parts.toArray(String[]::new));
            }
        };
    }

    private static String multi(String kind, String boundary, String... parts) {
        return "Content-Type: multipart/" + kind + "; boundary=" + boundary + "\r\n\r\n" + in(boundary, parts);
    }

    private static List<Part> leaves(Letter letter) throws Doubt {
        return Part.read(new Head(letter.fields()), octets(letter.body()))
                .all()
                .filter(part -> part.parts().isEmpty())
                .toList();
    }

    private static String content(Letter letter, Part part) {
        return letter.body().substring(part.from(), part.to());
    }

    @Test
    void onlyTextsChangeAndOnlyAtOnePlaceAndOnce() throws Exception {
        int signed = 0;
        for (int n = 0; n < 600; n++) {
            var letter = Letter.of("From: <a@b>\r\nMIME-Version: 1.0\r\n" + tree(3));
            if (!(letter.sign() instanceof Answer.Signed)) continue;
            signed++;
            var after = letter.signed();
            assertThat(after.sign()).as(letter.body()).isEqualTo(new Answer.Untouched("already"));
            var old = leaves(letter);
            var now = leaves(after);
            assertThat(now).hasSameSizeAs(old);
            int changed = 0;
            for (int i = 0; i < old.size(); i++) {
                if (content(letter, old.get(i)).equals(content(after, now.get(i)))) {
                    assertThat(now.get(i).head().fields())
                            .extracting(Field::value)
                            .isEqualTo(old.get(i).head().fields().stream()
                                    .map(Field::value)
                                    .toList());
                    continue;
                }
                changed++;
                assertThat(old.get(i).kind()).startsWith("text/");
                var before = Written.read(old.get(i), octets(letter.body())).text();
                var text = Written.read(now.get(i), octets(after.body())).text();
                if (old.get(i).is("text/plain"))
                    assertThat(isOnePieceLess(text, before))
                            .as("%s / %s", before, text)
                            .isTrue();
                else
                    assertThat(text.replaceFirst("(?s)<div class=\"balise-signature\">.*</div>\r?\n", ""))
                            .isEqualTo(before);
            }
            assertThat(changed).isBetween(1, 2);
        }
        assertThat(signed).isGreaterThan(300);
    }

    private static boolean isOnePieceLess(String text, String before) {
        int same = 0;
        while (same < before.length() && text.charAt(same) == before.charAt(same)) same++;
        return text.contains("Dr Camille LEFÈVRE") && text.endsWith(before.substring(same));
    }

    @Test
    void aSealAnywhereKeepsTheWholeMessageAsItIs() throws Exception {
        for (int n = 0; n < 100; n++) {
            var sealed = multi("signed", "s" + n, tree(1), "Content-Type: application/pkcs7-signature\r\n\r\nMIIB");
            var letter = Letter.of("From: <a@b>\r\nMIME-Version: 1.0\r\n"
                    + (n % 2 == 0 ? sealed : multi("mixed", "m" + n, tree(2), sealed)));
            assertThat(letter.sign()).isInstanceOf(Answer.Untouched.class);
        }
    }

    @Test
    void noiseIsNeverWorseThanUntouched() throws Exception {
        for (int n = 0; n < 600; n++) {
            var whole = Letter.of("From: <a@b>\r\n" + tree(2));
            var body = new StringBuilder(whole.body());
            for (int cuts = random.nextInt(6); cuts > 0 && !body.isEmpty(); cuts--) {
                int at = random.nextInt(body.length());
                body.replace(
                        at, Math.min(body.length(), at + random.nextInt(20)), random.nextBoolean() ? "" : "\r\n--");
            }
            assertThat(new Letter(whole.fields(), body.toString()).sign()).isNotNull();
        }
    }
}
