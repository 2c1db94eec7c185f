package fr.balise.portal.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/** French first, English second: chosen by link and kept in a cookie; else what the browser asks for first; else French. */
@Configuration(proxyBeanMethods = false)
class Languages implements WebMvcConfigurer {
    static final String PARAMETER = "lang";
    private static final List<String> SPOKEN = List.of("fr", "en");

    @Bean
    LocaleResolver localeResolver() {
        var resolver = new Spoken();
        resolver.setCookieMaxAge(Duration.ofDays(365));
        resolver.setCookieHttpOnly(true);
        resolver.setCookieSameSite("Lax");
        resolver.setRejectInvalidCookies(false);
        resolver.setDefaultLocaleFunction(Languages::asked);
        return resolver;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        var change = new LocaleChangeInterceptor();
        change.setParamName(PARAMETER);
        change.setHttpMethods("GET");
        change.setIgnoreInvalidLocale(true);
        registry.addInterceptor(change);
    }

    private static Locale asked(HttpServletRequest request) {
        // The container would answer with the language of the machine.
        if (request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null) return Locale.FRENCH;
        return Collections.list(request.getLocales()).stream()
                .filter(Languages::spoken)
                .findFirst()
                .map(locale -> Locale.of(locale.getLanguage()))
                .orElse(Locale.FRENCH);
    }

    private static boolean spoken(Locale locale) {
        return SPOKEN.contains(locale.getLanguage());
    }

    /** A language that Balise does not speak is as good as none, in the cookie and in the link. */
    private static final class Spoken extends CookieLocaleResolver {
        Spoken() {
            super("balise-langue");
        }

        @Override
        protected @Nullable Locale parseLocaleValue(String value) {
            return SPOKEN.contains(value) ? Locale.of(value) : null;
        }

        @Override
        public void setLocaleContext(
                HttpServletRequest request,
                jakarta.servlet.http.@Nullable HttpServletResponse response,
                org.springframework.context.i18n.@Nullable LocaleContext context) {
            var locale = context == null ? null : context.getLocale();
            if (locale != null && spoken(locale)) super.setLocaleContext(request, response, context);
        }
    }
}
