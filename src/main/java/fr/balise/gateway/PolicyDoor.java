package fr.balise.gateway;

import fr.balise.kernel.Patience;
import fr.balise.mailbox.lifecycle.Forwarding;
import fr.balise.mailbox.lifecycle.Sending;
import fr.balise.mailbox.lifecycle.Sending.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Where Postfix asks: at the end of each message that somebody logged in sends, and at each recipient of what filters redirect. Loopback
 * alone. While nobody answers, and on any doubt, the sender is told to try again: no message is lost by it.
 */
@Component
@ConditionalOnBooleanProperty("balise.mailstore.enabled")
class PolicyDoor implements SmartInitializingSingleton, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyDoor.class);
    private static final String YES = "DUNNO";
    private static final String NO_REDIRECT = "550 5.7.1 Redirecting mail out of this mailbox to there is not allowed";
    private static final String LATER = "451 4.3.5 Please try again later";

    /** Postfix waits ten seconds for us (main.cf), and then defers by itself. */
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final GatewaySettings settings;
    private final Sending sending;
    private final Forwarding forwarding;
    private final Listening postfix;

    PolicyDoor(GatewaySettings settings, Sending sending, Forwarding forwarding) throws IOException {
        this.settings = settings;
        this.sending = sending;
        this.forwarding = forwarding;
        postfix = new Listening(settings.policyPort());
    }

    @Override
    public void afterSingletonsInstantiated() {
        postfix.begin(this::serve);
        LOG.info("the policy service answers at port {}", settings.policyPort());
    }

    private void serve(Socket socket) throws IOException {
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        for (var asked = Question.read(in); asked.isPresent(); asked = Question.read(in)) {
            var line = "action=" + answer(asked.get()) + "\n\n";
            socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private String answer(Question question) {
        try {
            return Patience.within(LONGEST, () -> decided(question));
        } catch (DataAccessException down) {
            LOG.warn(
                    "a question of Postfix found no database: {}",
                    down.getClass().getSimpleName());
            return LATER;
        } catch (RuntimeException broken) {
            LOG.error("a question of Postfix could not be answered", broken);
            return LATER;
        }
    }

    private String decided(Question question) {
        return switch (question.get("protocol_state")) {
            case "END-OF-MESSAGE" -> action(sending.ask(question.get("sasl_username"), question.recipients()));
            case "RCPT" -> forwarding.ask(question.get("sender"), question.get("recipient")) ? YES : NO_REDIRECT;
            default -> YES;
        };
    }

    /** A limit is over in an hour, or tomorrow: 4xx. A message that no hour would take never goes: 5xx. */
    static String action(Answer answer) {
        return switch (answer) {
            case Answer.Yes() -> YES;
            case Answer.HourReached(int limit) ->
                "450 4.7.1 Limit of " + limit + " recipients an hour reached for this mailbox: send again in an hour";
            case Answer.LimitReached(int limit) ->
                "450 4.7.1 Limit of " + limit + " recipients a day reached for this mailbox: send again tomorrow";
            case Answer.NeverFits(int limit) ->
                "550 5.7.1 More recipients than the limit of " + limit + " an hour for one mailbox";
            case Answer.NotOurs() -> "550 5.7.1 Sending is closed for this mailbox";
        };
    }

    @Override
    public void destroy() throws IOException {
        postfix.close();
    }
}
