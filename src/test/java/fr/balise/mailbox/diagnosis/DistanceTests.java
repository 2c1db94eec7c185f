package fr.balise.mailbox.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class DistanceTests {
    @Test
    void countsSlips() {
        assertThat(Distance.between("camille", "camile")).isEqualTo(1);
        assertThat(Distance.between("camille", "camlile")).isEqualTo(1);
        assertThat(Distance.between("camille", "camylle")).isEqualTo(1);
        assertThat(Distance.between("", "abc")).isEqualTo(3);
    }

    @Property(tries = 200)
    void isSymmetricAndZeroOnlyForTheSameWord(
            @ForAll @AlphaChars @StringLength(max = 12) String a,
            @ForAll @AlphaChars @StringLength(max = 12) String b) {
        assertThat(Distance.between(a, b)).isEqualTo(Distance.between(b, a));
        assertThat(Distance.between(a, b) == 0).isEqualTo(a.equals(b));
    }
}
