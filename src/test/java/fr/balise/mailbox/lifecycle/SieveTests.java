package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

class SieveTests {

    /** Made of what matters to a reader of Sieve: any character at all would hardly ever be one of these. */
    @Property
    void noValueEndsItsOwnString(@ForAll @Chars({'"', '\\', 'a', '\n', ';', '\0'}) String value) {
        if (value.indexOf('\0') >= 0)
            assertThatThrownBy(() -> Sieve.quoted(value)).hasMessageContaining("NUL");
        else assertThat(unquoted(Sieve.quoted(value))).isEqualTo(value);
    }

    /** As a Sieve reader does [RFC5228 2.4.2]; fails when the string ends before the end. */
    static String unquoted(String quoted) {
        assertThat(quoted).startsWith("\"");
        var value = new StringBuilder();
        for (int i = 1; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            if (c == '"') {
                assertThat(i).as("the end of the string").isEqualTo(quoted.length() - 1);
                return value.toString();
            }
            value.append(c == '\\' ? quoted.charAt(++i) : c);
        }
        throw new AssertionError("a string without an end");
    }

    @Test
    void aQuoteAndABackslashAreEscaped() {
        assertThat(Sieve.quoted("a\"b\\c")).isEqualTo("\"a\\\"b\\\\c\"");
    }

    @Property
    void everyTextComesOutOfTheMailAsItWasTyped(@ForAll String typed) throws Exception {
        var encoded = Sieve.quotedPrintable(typed);
        assertThat(encoded).matches("[A-Za-z0-9 ,:?@_()=\\r\\n-]*");
        assertThat(encoded.lines()).allMatch(line -> line.length() <= 76);
        var text = typed.replace("\r\n", "\n").replace('\r', '\n');
        assertThat(decoded(encoded)).isEqualTo(readable(text) + "\n");
    }

    static String decoded(String encoded) throws MessagingException, IOException {
        var in = MimeUtility.decode(
                new ByteArrayInputStream(encoded.getBytes(StandardCharsets.US_ASCII)), "quoted-printable");
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    /** A half of a pair is no character: it leaves as a question mark. */
    static String readable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Test
    void aSpaceAtTheEndOfALineIsKept() throws Exception {
        assertThat(Sieve.quotedPrintable("a ")).isEqualTo("a=20\r\n");
        assertThat(decoded(Sieve.quotedPrintable("a \n b"))).isEqualTo("a \n b\n");
    }
}
