package fr.balise.identity.login;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/** The session cookie: {@code BALISE}, out of reach of scripts and of other sites' forms, encrypted connections only off loopback. */
@Configuration(proxyBeanMethods = false)
class SessionConfig {
    static final String COOKIE = "BALISE";

    @Bean
    CookieSerializer sessionCookie() {
        var plain = cookie(false);
        var secure = cookie(true);
        return new CookieSerializer() {
            @Override
            public void writeCookieValue(CookieValue value) {
                (Loopback.named(value.getRequest()) ? plain : secure).writeCookieValue(value);
            }

            @Override
            public List<String> readCookieValues(HttpServletRequest request) {
                return plain.readCookieValues(request);
            }
        };
    }

    private static DefaultCookieSerializer cookie(boolean secure) {
        var cookie = new DefaultCookieSerializer();
        cookie.setCookieName(COOKIE);
        cookie.setCookiePath("/");
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        cookie.setUseSecureCookie(secure);
        return cookie;
    }
}
