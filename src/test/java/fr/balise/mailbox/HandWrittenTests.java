package fr.balise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class HandWrittenTests {
    @Test
    void good() {
        good("camille.essai@medecin.mssante.fr");
        good("  Camille.ESSAI@Medecin.MSSante.fr \n"); // pasted
        good("o'neil-d_1@x.aura.mssante.fr");
        good("a@known.example"); // an operator's sheet has it
    }

    @Test
    void bad() {
        bad(""); // nothing
        bad("camille"); // no domain
        bad("camille@gmail.com"); // outside of the space
        bad("123456789012345@patient.mssante.fr"); // a patient's national number
        bad("a@evil.com@medecin.mssante.fr"); // two domains
        bad("a@medecin.mssante.fr.evil.com"); // looks alike
        bad("a@evilmssante.fr"); // looks alike
        bad("a b@medecin.mssante.fr"); // space
        bad("a\r\nBcc: b@medecin.mssante.fr"); // header
        bad("a,b@medecin.mssante.fr"); // two recipients
        bad("<a@medecin.mssante.fr>"); // brackets
        bad("\"a\"@medecin.mssante.fr"); // quoted
        bad("a..b@medecin.mssante.fr"); // empty word
        bad(".a@medecin.mssante.fr"); // empty word
        bad("a+b@medecin.mssante.fr"); // sub-address
        bad("é@medecin.mssante.fr"); // not ASCII
        bad("а@medecin.mssante.fr"); // Cyrillic a
        bad("a@-x.mssante.fr"); // hyphen first
        bad("a@mssante..fr"); // empty label
        bad("a".repeat(65) + "@medecin.mssante.fr"); // [RFC5321 4.5.3.1.1]
        bad("a@" + "x.".repeat(130) + "mssante.fr"); // [RFC5321 4.5.3.1.2]
        bad("\u0000a@medecin.mssante.fr");
    }

    @Property(tries = 2000)
    void whateverPassesIsPlain(@ForAll @StringLength(max = 40) String typed) {
        for (var text : Stream.of(typed, typed + "@medecin.mssante.fr", "a@" + typed + ".mssante.fr")
                .toList())
            HandWritten.read(text, domain -> false)
                    .ifPresent(read -> assertThat(read.toString()).matches("[!-~]+@([a-z0-9-]+\\.)*mssante\\.fr"));
    }

    private static void good(String typed) {
        assertThat(HandWritten.read(typed, "known.example"::equals)).as(typed).isPresent();
    }

    private static void bad(String typed) {
        assertThat(HandWritten.read(typed, "known.example"::equals)).as(typed).isEmpty();
    }
}
