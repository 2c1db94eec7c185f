package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The head of a message, read from the fields that a server tells. */
class ListedHeadTests {
    private static final List<String> LINES = List.of(
            "Precedence: bulk",
            "precedence : list",
            "To: <a@b.fr>,",
            "\t<c@d.fr>",
            " folded",
            "no colon",
            ": no name",
            "List-Id:",
            "X-MSS-CODECDA: 11502-2");

    private static MessageHead head(String block) {
        return ImapListing.head(new ByteArrayInputStream(block.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void aFoldedFieldIsOneLineAndTheFirstOfANameCounts() {
        var head = head("From: Camille\r\n <camille@b.fr>\r\nTo: <a@b.fr>,\r\n\t<c@d.fr>\r\nTo: <later@b.fr>\r\n\r\n");
        assertThat(head.from()).isEqualTo("camille@b.fr");
        assertThat(head.other("To")).contains("<a@b.fr>, <c@d.fr>");
    }

    @Test
    void whatIsNoFieldIsLeftOutAndTheRestIsRead() {
        var head = head("nothing\r\n: nobody\r\nMessage-ID: <1@b.fr>");
        assertThat(head.messageId()).isEqualTo("<1@b.fr>");
        assertThat(head.from()).isNull();
        assertThat(head("").others()).isEmpty();
    }

    @Property
    void fieldsAreThoseThatTheLibraryReads(@ForAll @Size(max = 12) List<Byte> chosen) throws Exception {
        var block = new StringBuilder("From: <first@b.fr>\r\n"); // a fold before any field means nothing
        for (var one : chosen)
            block.append(LINES.get(Math.floorMod(one, LINES.size()))).append("\r\n");
        var theirs =
                new InternetHeaders(new ByteArrayInputStream((block + "\r\n").getBytes(StandardCharsets.ISO_8859_1)));
        var ours = head(block + "\r\n");
        for (var name : MessageHead.FIELDS) {
            var values = theirs.getHeader(name);
            assertThat(ours.other(name).orElse(null))
                    .isEqualTo(
                            values == null
                                    ? null
                                    : MimeUtility.unfold(values[0]).strip().replace('\t', ' '));
        }
    }
}
