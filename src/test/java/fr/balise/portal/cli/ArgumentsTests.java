package fr.balise.portal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTests {
    @Test
    void optionsMayStandAnywhere() {
        var typed = Arguments.parse(
                "--port-offset", "100", "import", "a.zip", "--accept-large-change", "b.txt", "--data=/x");
        assertThat(typed.call()).isEqualTo("import");
        assertThat(typed.words()).containsExactly("a.zip", "b.txt");
        assertThat(typed.has("accept-large-change")).isTrue();
        assertThat(typed.value("data")).hasValue("/x");
        assertThat(typed.portOffset(Map.of())).isEqualTo(100);
    }

    @Test
    void afterTwoDashesEverythingIsAWord() {
        assertThat(Arguments.parse("search", "--", "--data").words()).containsExactly("--data");
    }

    @Test
    void theEnvironmentGivesTheOffsetThatTheLineDoesNot() {
        assertThat(Arguments.parse("up").portOffset(Map.of("BALISE_PORT_OFFSET", "7")))
                .isEqualTo(7);
    }

    @Test
    void whatIsNotUnderstoodIsSaid() {
        wrong("no option --dtaa", "up", "--dtaa", "x");
        wrong("--data needs a value", "up", "--data");
        wrong("no option --colour", "up", "--colour");
        assertThatThrownBy(() -> Arguments.parse("up", "--port-offset", "-5").portOffset(Map.of()))
                .hasMessageContaining("0 to 41000");
        assertThatThrownBy(() -> Arguments.parse("up", "--port-offset", "60000").portOffset(Map.of()))
                .hasMessageContaining("0 to 41000");
    }

    @Test
    void nothingTypedIsACallForHelp() {
        assertThat(Arguments.parse().call()).isEqualTo("help");
    }

    @Test
    void wrongUsageEndsWithTwo() {
        assertThat(Main.run("frobnicate")).isEqualTo(2);
        assertThat(Main.run("status", "extra")).isEqualTo(2);
        assertThat(Main.run("help")).isZero();
    }

    private static void wrong(String sentence, String... typed) {
        assertThatThrownBy(() -> Arguments.parse(typed))
                .isInstanceOf(Arguments.Wrong.class)
                .hasMessageContaining(sentence);
    }
}
