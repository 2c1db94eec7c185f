package fr.balise.mailstore;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fr.balise.identity.Secrets;
import fr.balise.kernel.Patience;
import fr.balise.mailstore.MailLogins.Answer;
import fr.balise.mailstore.MailLogins.Attempt;
import fr.balise.mailstore.MailPasswords.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Where Dovecot asks: a port of its own, on loopback, apart from the portal, so that neither can starve the other. Who does not show
 * the key learns nothing.
 */
@Component
@ConditionalOnBooleanProperty("balise.mailstore.enabled")
class EngineDoor implements SmartInitializingSingleton, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(EngineDoor.class);
    private static final String KEY = "X-Balise-Engine";

    /** Dovecot waits five seconds for us (auth.lua): what the database has not answered by then is of no use. */
    private static final Duration LONGEST = Duration.ofSeconds(4);

    /** Far more than a login or an event takes; tokens are a few kilobytes. */
    private static final int LARGEST = 64 * 1024;

    /** No last login is noted: nobody read. The group alone may enter the folder of what can be taken back. */
    private static final String INSIDE =
            "userdb_last_login_dict= userdb_acl_user=balise userdb_acl_groups=balise-inside";

    private final MailstoreSettings settings;
    private final MailLogins logins;
    private final EngineEvents events;
    private final LoginPace pace;
    private final SenderLogins senders;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    EngineDoor(MailstoreSettings settings, MailLogins logins, EngineEvents events, LoginPace pace, SenderLogins senders)
            throws IOException {
        this.settings = settings;
        this.logins = logins;
        this.events = events;
        this.pace = pace;
        this.senders = senders;
        if (settings.engineKey().isEmpty()) throw new IllegalStateException("balise.mailstore.engine-key is missing");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.enginePort()), 256);
        server.setExecutor(workers);
        server.createContext("/engine/login", exchange -> serve(exchange, this::login));
        server.createContext("/engine/events/" + settings.engineKey(), exchange -> serve(exchange, this::event));
    }

    private record Reply(int status, String text) {}

    private interface Work {
        Reply answer(HttpExchange exchange, String body);
    }

    @Override
    public void afterSingletonsInstantiated() {
        server.start();
    }

    private void serve(HttpExchange exchange, Work work) throws IOException {
        try (exchange) {
            var octets = exchange.getRequestBody().readNBytes(LARGEST + 1);
            var reply = octets.length > LARGEST
                    ? new Reply(413, "")
                    : answer(exchange, new String(octets, StandardCharsets.UTF_8), work);
            var out = reply.text().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), out.length == 0 ? -1 : out.length);
            if (out.length > 0) exchange.getResponseBody().write(out);
        }
    }

    private static Reply answer(HttpExchange exchange, String body, Work work) {
        try {
            return Patience.within(LONGEST, () -> work.answer(exchange, body));
        } catch (DataAccessException down) {
            LOG.warn(
                    "a question of the mail engine found no database: {}",
                    down.getClass().getSimpleName());
            return new Reply(503, ""); // the mail program is told to try again, not that its password is wrong
        } catch (MailStore.Unavailable down) {
            LOG.warn("a question of the mail engine cannot be answered now: {}", down.getMessage());
            return new Reply(503, "");
        } catch (RuntimeException broken) {
            LOG.error("a question of the mail engine could not be answered", broken);
            return new Reply(500, "");
        }
    }

    private Reply login(HttpExchange exchange, String body) {
        if (!knows(exchange.getRequestHeaders().getFirst(KEY))) return new Reply(404, "");
        var form = Form.parse(body);
        var attempt = new Attempt(form.get("mailbox"), form.get("mechanism"), form.get("secret"), form.get("service"));
        var mailbox = form.get("mailbox").toLowerCase(Locale.ROOT);
        var place = form.get("ip");
        return switch (logins.decide(attempt, pace.isShut(mailbox, place))) {
            case Answer.Later() -> new Reply(503, ""); // a program that has the right password keeps it
            case Answer.Inside() -> {
                events.inside(form.get("session"));
                yield new Reply(200, INSIDE);
            }
            case Answer.Refused() -> {
                pace.wrong(mailbox, place);
                yield new Reply(401, "");
            }
            case Answer.Granted granted -> {
                pace.right(mailbox, place);
                events.session(form.get("session"), form.get("mailbox"), granted.person(), form.get("service"));
                yield new Reply(200, fields(granted.person(), granted.level()) + sender(granted, attempt));
            }
        };
    }

    /** Extra fields of Dovecot's passdb. The holder is the owner of the mailbox; others get what their group may do. */
    static String fields(long person, Level level) {
        return switch (level) {
            case OWN -> "userdb_balise_person=" + person;
            case MANAGE -> delegate(person, "balise-manage");
            case READ -> delegate(person, "balise-read");
        };
    }

    /** Postfix is told a name of its own for whoever sends by a right: limits and traces are that person's. */
    private String sender(Answer.Granted granted, Attempt attempt) {
        if (!attempt.service().equals(MailLogins.SUBMISSION) || granted.level() == Level.OWN) return "";
        return " user=" + senders.name(granted.account(), granted.person());
    }

    private static String delegate(long person, String group) {
        return "userdb_acl_user=person:" + person + " userdb_acl_groups=" + group + " userdb_balise_person=" + person;
    }

    private Reply event(HttpExchange exchange, String body) {
        events.happened(body);
        return new Reply(204, "");
    }

    private boolean knows(@org.jspecify.annotations.Nullable String shown) {
        return shown != null && Secrets.same(shown, settings.engineKey());
    }

    @Override
    public void destroy() {
        server.stop(1);
        workers.close();
    }
}
