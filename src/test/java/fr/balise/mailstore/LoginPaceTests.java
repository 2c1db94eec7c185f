package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Guessing is slowed down at each door of the mail servers, and no holder is locked out by it. */
class LoginPaceTests {
    private static final String HOLDER = "anne@cabinet.test";
    private static final String HOME = "192.0.2.1";

    private final LoginPace pace = new LoginPace();

    private void guesses(int times, String mailbox, String place) {
        for (int i = 0; i < times; i++) pace.wrong(mailbox, place);
    }

    @Test
    void tenWrongTriesAtOneMailboxAndThePlaceWaits() {
        guesses(9, HOLDER, HOME);
        assertThat(pace.isShut(HOLDER, HOME)).isFalse();
        guesses(1, HOLDER, HOME);
        assertThat(pace.isShut(HOLDER, HOME)).isTrue();
        assertThat(pace.isShut("other@cabinet.test", HOME))
                .as("a colleague at the same place")
                .isFalse();
        assertThat(pace.isShut(HOLDER, "192.0.2.2")).as("the holder elsewhere").isFalse();
    }

    @Test
    void whoTriesManyMailboxesFromOnePlaceWaits() {
        for (int i = 0; i < 100; i++) pace.wrong("someone" + i + "@cabinet.test", HOME);
        assertThat(pace.isShut("next@cabinet.test", HOME)).isTrue();
        assertThat(pace.isShut("next@cabinet.test", "192.0.2.2")).isFalse();
    }

    @Test
    void thisMachineStandsForManyPeople() {
        for (var here : new String[] {"127.0.0.1", "::1"}) {
            for (int i = 0; i < 200; i++) pace.wrong("someone" + i + "@cabinet.test", here);
            assertThat(pace.isShut("next@cabinet.test", here)).isFalse();
        }
    }

    @Test
    void guessesFromEverywhereShutTheMailboxToStrangersNotToItsHolder() {
        pace.right(HOLDER, HOME);
        for (int i = 0; i < 60; i++) pace.wrong(HOLDER, "198.51.100." + i);
        assertThat(pace.isShut(HOLDER, "203.0.113.9")).isTrue();
        assertThat(pace.isShut(HOLDER, HOME)).isFalse();
    }

    @Test
    void aPlaceThatIsNoAddressIsAPlaceLikeAnyOther() {
        guesses(10, HOLDER, "");
        assertThat(pace.isShut(HOLDER, "")).isTrue();
        guesses(10, HOLDER, "not an address\r\n");
        assertThat(pace.isShut(HOLDER, "not an address\r\n")).isTrue();
    }
}
