package fr.balise.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class FreshLoginTests {
    private final FreshLoginNow login = new FreshLoginNow();

    @AfterEach
    void end() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void aSessionIsFreshForAWhileAfterTheLogin() {
        var session = new MockHttpSession();
        var request = new MockHttpServletRequest();
        request.setSession(session);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));

        assertThat(login.within(Duration.ofMinutes(10))).as("never logged in").isFalse();
        session.setAttribute("balise.since", session.getLastAccessedTime() - 300_000);
        assertThat(login.within(Duration.ofMinutes(10))).isTrue();
        assertThat(login.within(Duration.ofMinutes(4))).isFalse();
    }

    @Test
    void withoutASessionNobodyLoggedIn() {
        assertThat(login.within(Duration.ofDays(1))).isFalse();
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest()));
        assertThat(login.within(Duration.ofDays(1))).isFalse();
    }
}
