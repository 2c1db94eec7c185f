package fr.balise.mailstore;

import java.sql.Date;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Dovecot tells as it happens, counted by day. Of an event only the mailbox and its kind are read: subjects and senders that it
 * carries are dropped here. An event that is lost leaves a day too low, never a mailbox "inactive": see {@code mailstore.last_login}.
 */
@Component
class EngineEvents {
    private static final Logger LOG = LoggerFactory.getLogger(EngineEvents.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Days of activity are counted where most of the mailboxes are; finer zones are not worth a day more or less here. */
    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

    private final JdbcClient jdbc;
    private final InstantSource clock;

    EngineEvents(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private enum Kind {
        RECEIVED,
        READ,
        LOGINS;

        String column() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Notes a login. Submission counts as sending only once a message was sent, which the gateway sees. */
    void session(String session, String mailbox, long person, String service) {
        if (!service.equals("smtp")) count(mailbox, Kind.LOGINS);
        LOG.info("session {} of {} belongs to account:{}", session, service, person);
    }

    void happened(String body) {
        try {
            var event = JSON.readTree(body);
            kind(event)
                    .ifPresent(kind -> count(event.path("fields").path("user").asString(""), kind));
        } catch (JacksonException broken) {
            LOG.warn("an event of the mail engine was not readable");
        }
    }

    private static Optional<Kind> kind(JsonNode event) {
        return switch (event.path("event").asString("")) {
            case "mail_opened" -> Optional.of(Kind.READ);
            case "mail_delivery_finished" -> Optional.of(Kind.RECEIVED);
            default -> Optional.empty();
        };
    }

    private void count(String mailbox, Kind kind) {
        var column = kind.column();
        jdbc.sql("insert into mailstore.activity (account, day, " + column + ")"
                        + " select id, :day, 1 from mailstore.account where address_key = lower(:mailbox)"
                        + " on conflict (account, day) do update set " + column + " = mailstore.activity." + column
                        + " + 1")
                .param("day", Date.valueOf(clock.instant().atZone(ZONE).toLocalDate()))
                .param("mailbox", mailbox)
                .update();
    }
}
