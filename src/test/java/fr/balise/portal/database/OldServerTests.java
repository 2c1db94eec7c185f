package fr.balise.portal.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OldServerTests {
    @Test
    void aServerOlderThanFifteenIsRefusedWithASentence() {
        assertThat(OldServer.refusal(14, "14.13").orElseThrow())
                .contains("14.13")
                .contains("15 or newer");
        assertThat(OldServer.refusal(15, "15.18")).isEmpty();
        assertThat(OldServer.refusal(18, "18.1")).isEmpty();
    }
}
