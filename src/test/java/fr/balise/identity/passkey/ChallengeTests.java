package fr.balise.identity.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpSession;

class ChallengeTests {

    @Test
    void aQuestionIsAnsweredOnce() {
        var session = new MockHttpSession();
        var asked = Challenge.ask(session, "login", "-");
        assertThat(asked.word()).hasSize(43);
        assertThat(Challenge.take(session, "login")).contains(asked);
        assertThat(Challenge.take(session, "login")).isEmpty();
    }

    @Test
    void aQuestionOfAnotherKindIsSpentAllTheSame() {
        var session = new MockHttpSession();
        Challenge.ask(session, "add", "handle");
        assertThat(Challenge.take(session, "login")).isEmpty();
        assertThat(Challenge.take(session, "add")).isEmpty();
    }

    @Test
    void theLaterQuestionCounts() {
        var session = new MockHttpSession();
        var first = Challenge.ask(session, "login", "-");
        var second = Challenge.ask(session, "login", "-");
        assertThat(second.word()).isNotEqualTo(first.word());
        assertThat(Challenge.take(session, "login")).contains(second);
    }

    @Test
    void afterFiveMinutesItIsOver() {
        assertThat(after(Duration.ofMinutes(5))).isTrue();
        assertThat(after(Duration.ofMinutes(5).plusMillis(1))).isFalse();
    }

    private static boolean after(Duration time) {
        var session = new At();
        Challenge.ask(session, "login", "-");
        session.now += time.toMillis();
        return Challenge.take(session, "login").isPresent();
    }

    /** As a store tells: when the session was last asked for. */
    private static final class At extends MockHttpSession implements HttpSession {
        private long now = 1_700_000_000_000L;

        @Override
        public long getLastAccessedTime() {
            return now;
        }
    }
}
