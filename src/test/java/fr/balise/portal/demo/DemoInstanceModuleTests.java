package fr.balise.portal.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.balise.kernel.NationalPersonId;
import fr.balise.testing.FreshDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest
@AutoConfigureMockMvc
@ActiveProfiles("demo")
@ContextConfiguration(initializers = FreshDatabase.class)
class DemoInstanceModuleTests {
    @Value("${balise.data}")
    Path data;

    @Autowired
    MockMvc http;

    @Autowired
    DemoClock clock;

    @Autowired
    InstantSource theOnlyClock;

    @Autowired
    ThymeleafViewResolver views;

    @Autowired
    WebApplicationContext web;

    @Autowired
    @Qualifier("demoClockChain")
    SecurityFilterChain scripts;

    @Test
    void theDemoClockIsTheOnlyClock() {
        assertThat(theOnlyClock).isSameAs(clock);
    }

    @Test
    void aScriptMovesTheClockWithoutAToken() throws Exception {
        var before = clock.daysAhead();
        http.perform(post("/demo/clock").param("days", "15"))
                .andExpect(status().isSeeOther())
                .andExpect(redirectedUrl("/"));
        assertThat(clock.daysAhead()).isEqualTo(before + 15);
    }

    @Test
    void whatABrowserSendsStillNeedsTheToken() {
        assertThat(withoutToken(null)).isTrue();
        for (var header : new String[] {"Origin", "Sec-Fetch-Site", "Referer"})
            assertThat(withoutToken(header)).as(header).isFalse();
    }

    @Test
    void noForeignPageMovesTheClockOrWipesTheDemo() throws Exception {
        var before = clock.daysAhead();
        for (var path : new String[] {"/demo/clock", "/demo/reset"}) {
            refused(path, "Origin", "http://evil.example");
            refused(path, "Origin", "null");
            refused(path, "Sec-Fetch-Site", "cross-site");
            refused(path, "Sec-Fetch-Site", "same-site");
        }
        assertThat(clock.daysAhead()).isEqualTo(before);
    }

    private void refused(String path, String header, String value) throws Exception {
        http.perform(post(path)
                        .param("days", "1")
                        .header("Host", "127.0.0.1:8080")
                        .header(header, value)
                        .with(csrf()))
                .andExpect(status().isForbidden());
    }

    @Test
    void aPageOfTheDemoItselfIsHeard() throws Exception {
        http.perform(post("/demo/clock")
                        .param("days", "1")
                        .header("Host", "127.0.0.1:8080")
                        .header("Origin", "http://127.0.0.1:8080")
                        .header("Referer", "http://127.0.0.1:8080/mes-boites?x=1")
                        .with(csrf()))
                .andExpect(redirectedUrl("/mes-boites"));
    }

    private boolean withoutToken(@Nullable String header) {
        var request = new MockHttpServletRequest("POST", "/demo/clock");
        request.setServletPath("/demo/clock");
        if (header != null) request.addHeader(header, "null");
        return scripts.matches(request);
    }

    @Test
    void timeNeverRunsBackwards() throws Exception {
        var before = clock.daysAhead();
        for (var days : new String[] {"0", "-1", "401", "x", "99999999999"})
            http.perform(post("/demo/clock").param("days", days)).andExpect(status().isBadRequest());
        assertThat(clock.daysAhead()).isEqualTo(before);
    }

    @Test
    void peopleStandInAFileThatItsOwnerAloneMayRead() throws IOException {
        var file = data.resolve("people.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var people = JsonMapper.builder().build().readTree(file.toFile());
        assertThat(people.size()).isEqualTo(9);
        for (var person : people) {
            assertThat(new NationalPersonId(person.get("nationalId").asString()))
                    .isNotNull();
            assertThat(person.get("roles").get(0).asString()).isIn("holder", "manager", "secretary", "operator");
            assertThat(person.get("story").asString()).isNotBlank();
        }
    }

    @Test
    void startingOverBringsBackTheFirstDay() throws Exception {
        clock.advance(30);
        for (int press = 0; press < 2; press++)
            http.perform(post("/demo/reset").with(csrf()))
                    .andExpect(status().isSeeOther())
                    .andExpect(redirectedUrl("/"));
        assertThat(clock.daysAhead()).isZero();
    }

    @Test
    void theStoryBeginsWithThreeDaysInThePublishedForm() throws Exception {
        http.perform(post("/demo/reset").with(csrf())).andExpect(status().isSeeOther());
        try (var files = Files.list(data.resolve("demo/files"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(12)
                    .allMatch(name ->
                            name.matches("(Extraction_Correspondance_MSSante|PS_LibreAcces_\\w+?)_\\d{12}\\.txt"));
        }
    }

    @Test
    void theBannerSaysThatAllIsInventedAndWhatDayItIs() throws Exception {
        var french = banner(Locale.FRENCH);
        assertThat(french).contains("Données fictives", "Nous sommes le 24 novembre 2026", "Repartir de zéro");
        assertThat(french).contains("Avancer de 1 jour", "Avancer de 15 jours", "Avancer de 30 jours", "/demo/clock");
        assertThat(french).doesNotContain("??", "style=", "onclick", "<script");
        assertThat(banner(Locale.ENGLISH)).contains("Fictional data", "Today is 24 November 2026");
    }

    private String banner(Locale locale) throws Exception {
        var request = new MockHttpServletRequest(web.getServletContext(), "GET", "/");
        request.setAttribute(DispatcherServlet.WEB_APPLICATION_CONTEXT_ATTRIBUTE, web);
        request.addPreferredLocale(locale);
        request.setAttribute(DispatcherServlet.LOCALE_RESOLVER_ATTRIBUTE, new AcceptHeaderLocaleResolver());
        var response = new MockHttpServletResponse();
        response.setCharacterEncoding("UTF-8");
        var view = Objects.requireNonNull(views.resolveViewName("portal/demo :: banner", locale));
        var shown = new DemoBanner(LocalDate.of(2026, 11, 24), 0, true);
        LocaleContextHolder.setLocale(locale); // as the dispatcher does
        try {
            view.render(Map.of("demo", shown), request, response);
        } finally {
            LocaleContextHolder.resetLocaleContext();
        }
        return response.getContentAsString();
    }

    @Test
    void theWayBackNeverLeavesTheHost() {
        assertThat(DemoController.path("http://127.0.0.1:8080/mes-boites")).isEqualTo("/mes-boites");
        assertThat(DemoController.path("http://evil.example//evil.example/x")).isEqualTo("/");
        assertThat(DemoController.path("javascript:alert(1)")).isEqualTo("/");
        assertThat(DemoController.path("not a uri")).isEqualTo("/");
        assertThat(DemoController.path(null)).isEqualTo("/");
    }
}
