package fr.balise.directory.load;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.NullUnmarked;

/** Eight bytes at a time finds what one byte at a time finds. */
@NullUnmarked
class SignsTests {
    @Property(tries = 3000)
    void whatCutsIsFoundWhereItStands(@ForAll("bytes") byte[] bytes, @ForAll @IntRange(max = 12) int from) {
        int start = Math.min(from, bytes.length);
        int at = start;
        while (at < bytes.length && !cuts(bytes[at])) at++;
        assertThat(Signs.next(bytes, start, bytes.length)).isEqualTo(at);
    }

    @Property(tries = 3000)
    void theEndOfALineIsFoundWhereItStands(@ForAll("bytes") byte[] bytes, @ForAll @IntRange(max = 12) int from) {
        int start = Math.min(from, bytes.length);
        int at = start;
        while (at < bytes.length && bytes[at] != '\n') at++;
        assertThat(Signs.first((byte) '\n', bytes, start, bytes.length)).isEqualTo(at);
    }

    private static boolean cuts(byte b) {
        return b == '|' || b == 0x7f || b >= 0 && b < ' ' && b != '\t';
    }

    /** Mostly text; besides, what stands next to what cuts, on either side of it and with the highest bit. */
    @Provide
    Arbitrary<byte[]> bytes() {
        var near = Arbitraries.of(
                0, 1, 8, 9, 10, 11, 13, 31, 32, 33, 0x7b, 0x7c, 0x7d, 0x7e, 0x7f, 0x80, 0x89, 0x8a, 0xa0, 0xfc, 0xff);
        return Arbitraries.frequencyOf(Tuple.of(6, Arbitraries.integers().between(65, 90)), Tuple.of(1, near))
                .map(Integer::byteValue)
                .array(byte[].class)
                .ofMaxSize(60);
    }
}
