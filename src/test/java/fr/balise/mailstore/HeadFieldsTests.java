package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Fields of a head, also of one that a stranger made. */
class HeadFieldsTests {
    @Test
    void theFirstOfEachNameIsTakenWithItsFolds() {
        assertThat(HeadFields.of("Subject: a\r\n b\r\nno field\r\nSUBJECT: c\nFrom:x"))
                .containsOnlyKeys("subject", "from")
                .containsEntry("subject", " a\r\n b\r")
                .containsEntry("from", "x");
    }

    /** Looked for to the end of the head from each line, the colon of the last one would take days. */
    @Test
    void linesWithoutAColonAreLookedThroughOnce() {
        assertThat(HeadFields.of("x\n".repeat(5_000_000) + "Subject: y")).containsOnlyKeys("subject");
    }
}
