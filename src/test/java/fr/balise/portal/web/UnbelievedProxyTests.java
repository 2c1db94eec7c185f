package fr.balise.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@ExtendWith(OutputCaptureExtension.class)
class UnbelievedProxyTests {
    private static final String TOLD = "share one allowance";

    private final UnbelievedProxy filter =
            new UnbelievedProxy(Clock.fixed(Instant.parse("2026-11-27T08:00:00Z"), ZoneOffset.UTC));

    @Test
    void aProxyThatIsNotBelievedIsToldOfOnceAndWithoutTheVisitor(CapturedOutput output) throws Exception {
        for (int i = 0; i < 3; i++) call("127.0.0.1", "203.0.113.9");
        assertThat(output.getOut().split(TOLD, -1)).hasSize(2);
        assertThat(output).doesNotContain("203.0.113.9");
    }

    @Test
    void callersWithoutTheHeaderAndStrangersThatForgeItAreNot(CapturedOutput output) throws Exception {
        call("127.0.0.1", null);
        call("203.0.113.4", "203.0.113.9");
        assertThat(output).doesNotContain(TOLD);
    }

    private void call(String from, @Nullable String forwarded) throws Exception {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(from);
        if (forwarded != null) request.addHeader("X-Forwarded-For", forwarded);
        var chain = new MockFilterChain();
        filter.doFilter(request, new MockHttpServletResponse(), chain);
        assertThat(chain.getRequest()).isNotNull();
    }
}
