package fr.balise.mailbox.takeout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NamesTests {
    @Test
    void usualNamesStay() {
        for (var good : List.of("Compte rendu.pdf", "Éléonore – 2026.txt".replace('–', '-'), "IHE_XDM.ZIP", "a.b.c"))
            assertThat(Names.safe(good, "x")).isEqualTo(good);
    }

    @Test
    void hostileNamesLoseTheirTeeth() {
        for (var bad : List.of(
                "../../etc/passwd", // out of the folder
                "..\\..\\windows\\system32\\x.dll", // the same on Windows
                "/etc/passwd", // from the root
                "C:\\x", // another disk
                "file.txt:stream", // a hidden stream of NTFS
                "nul", // devices of DOS
                "COM1.txt",
                "con .pdf",
                "a\u0000b", // an end for programs in C
                "a\nb\rc\td", // lines
                "gpj.\u202eexe", // reads as exe.jpg
                "\u2066x\u2069", // isolates
                "a\u200bb", // no width
                "\ufeffx", // byte order mark
                "<script>alert(1)</script>",
                "\"quotes'|pipe?star*",
                "x".repeat(5_000), // no system takes it
                "\ud83d\ude00".repeat(400), // pairs must not be cut
                "\ud800", // half a pair
                "trailing. . .", // Windows drops them
                "-rf", // an option
                "~root", // a home
                "$(id)`id`%PATH%")) {
            var name = Names.safe(bad, "otherwise");
            assertThat(name).as(bad).matches("[\\p{L}\\p{M}\\p{Nd}\\p{Nl}\\p{No} .\\-_()+,@]{1,61}");
            assertThat(name)
                    .as(bad)
                    .doesNotContain("..")
                    .doesNotStartWith("-")
                    .doesNotEndWith(".")
                    .doesNotEndWith(" ");
            assertThat(name.toLowerCase(java.util.Locale.ROOT)).doesNotMatch("(nul|con|com1)( *\\..*)?");
        }
        for (var nothing : List.of("", "   ", "..", ".", "///", "\u202e\u202d"))
            assertThat(Names.safe(nothing, "otherwise")).isEqualTo("otherwise");
        assertThat(Names.safe(null, "otherwise")).isEqualTo("otherwise");
    }

    @Test
    void theEndingOfALongNameStays() {
        assertThat(Names.safe("x".repeat(300) + ".pdf", "otherwise"))
                .endsWith("x.pdf")
                .hasSize(60);
    }

    @Test
    void randomNamesAreSafeToo() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (int n = 0; n < 5_000; n++) {
            var any = random.ints(random.nextInt(80), 0, 0x3000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertThat(Names.safe(any, "otherwise"))
                    .as("seed " + seed)
                    .isNotEmpty()
                    .doesNotContain("/", "\\", "\u0000", ":", "..")
                    .isNotIn(".", "..");
        }
    }

    @Test
    void aPassphraseIsStrong() {
        assertThat(Passphrase.proposed())
                .matches("([a-z2-9]{4}-){5}[a-z2-9]{4}")
                .isNotEqualTo(Passphrase.proposed());
        assertThat(Passphrase.isGood(Passphrase.proposed())).isTrue();
        for (var weak :
                List.of("short", "aaaaaaaaaaaaaaaaaaaaaaaa", "avec un espace dedans", "éléphants-à-rayures-9", ""))
            assertThat(Passphrase.isGood(weak)).as(weak).isFalse();
    }
}
