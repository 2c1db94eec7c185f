package fr.balise.testing;

import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.MapPropertySource;

/** As {@link FreshDatabase}, with Dovecot and Postfix beside it; the bean {@code EngineForTests} tells where they are. */
public class FreshEngine implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    public static final String DOMAIN = "engine-test.mssante.fr";

    /** Domains of "another operator": the same Dovecot, to which Balise comes by IMAPS with what a person typed, and nothing else. */
    public static final String ELSEWHERE = "elsewhere-test.mssante.fr";

    private static final String ELSEWHERE_IN_DEMO = "national-demo.mssante.fr";

    /** The pair of servers on that database. */
    protected EngineForTests start(String url) throws IOException, InterruptedException {
        return EngineForTests.start(url);
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        new FreshDatabase().initialize(context);
        var url = context.getEnvironment().getRequiredProperty("spring.datasource.url");
        try {
            roles(url);
            var engine = start(url);
            context.getBeanFactory().registerSingleton("engineForTests", engine);
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("engine", settings(engine)));
            // A demo has a domain and a provider of its own.
            if (!context.getEnvironment().matchesProfiles("demo")) {
                var sources = context.getEnvironment().getPropertySources();
                sources.addFirst(new MapPropertySource("domain", Map.of("balise.mailbox.own-domains", DOMAIN)));
                sources.addFirst(new MapPropertySource("tokens", TokenServer.settings()));
            }
            context.addApplicationListener((ApplicationListener<ContextClosedEvent>) _ -> stop(engine));
        } catch (IOException | SQLException | InterruptedException e) {
            throw new IllegalStateException("the mail servers did not start", e);
        }
    }

    private static Map<String, Object> settings(EngineForTests engine) throws IOException {
        var settings = new HashMap<String, Object>(servers(engine));
        settings.put("balise.mailstore.elsewhere.servers", both(engine.port(MailPort.IMAPS)));
        settings.put("balise.mailstore.elsewhere.filter-servers", both(engine.port(MailPort.SIEVE)));
        settings.put(
                "balise.mailstore.elsewhere.authorities",
                engine.data().resolve("certs").resolve("ca.pem").toString());
        return settings;
    }

    private static String both(int port) {
        return ELSEWHERE + "=localhost:" + port + "," + ELSEWHERE_IN_DEMO + "=localhost:" + port;
    }

    private static Map<String, Object> servers(EngineForTests engine) throws IOException {
        return Map.of(
                "balise.gateway.policy-port", engine.port(MailPort.POLICY),
                "balise.gateway.heads-port", engine.port(MailPort.HEADS),
                "balise.mailstore.enabled", "true",
                "balise.mailstore.imap-port", engine.port(MailPort.IMAP),
                "balise.mailstore.engine-port", engine.port(MailPort.ENGINE),
                "balise.mailstore.doveadm-port", engine.port(MailPort.DOVEADM),
                "balise.mailstore.engine-key", engine.secret("balise.mailstore.engine-key"),
                "balise.mailstore.doveadm-key", engine.secret("balise.mailstore.doveadm-key"),
                "balise.mailstore.folder", engine.data().resolve("mail").toString());
    }

    /** Roles belong to the whole server, which other tests share. */
    private static void roles(String url) throws SQLException {
        try (var connection = DriverManager.getConnection(url, "postgres", "");
                var statement = connection.createStatement()) {
            for (var role : new String[] {"balise_dovecot", "balise_postfix"})
                statement.execute("do $$ begin create role " + role
                        + " login; exception when duplicate_object or unique_violation then null; end $$");
        }
    }

    private static void stop(EngineForTests engine) {
        try {
            engine.stop();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
