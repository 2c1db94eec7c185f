package fr.balise.mailstore;

import fr.balise.mailstore.Happenings.Happened;
import fr.balise.mailstore.MailActivity.Kind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the mail servers tell as it happens, counted by day. Of an event only the mailbox and its kind are read: subjects and senders that
 * it carries are dropped here. What cannot be written is noted as missed ({@link Recording}): it leaves a day unknown, never a mailbox
 * "inactive".
 */
@Component
class EngineEvents {
    private static final Logger LOG = LoggerFactory.getLogger(EngineEvents.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Logins by the names that Dovecot gives its services. */
    private static final Map<String, Kind> LOGINS =
            Map.of("imap", Kind.IMAP, "smtp", Kind.SUBMISSION, "sieve", Kind.SIEVE, "managesieve", Kind.SIEVE);

    private final Happenings happenings;
    private final ObjectProvider<Recording> recording;

    EngineEvents(HappenedRows rows, ObjectProvider<Recording> recording) {
        this.happenings = new Happenings(rows::write);
        this.recording = recording;
    }

    /** Sessions of Balise itself: nobody reads there. More than are ever open at once; the oldest are forgotten. */
    private final Set<String> inside = Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > 10_000;
        }
    }));

    /** Notes a login that was granted. It stays granted when it cannot be counted. */
    void session(String session, String mailbox, long person, String service) {
        var kind = LOGINS.get(service);
        if (kind != null) count(mailbox, kind);
        LOG.info("session {} of {} belongs to account:{}", session, service, person);
    }

    void inside(String session) {
        inside.add(session);
    }

    void happened(String body) {
        try {
            var event = JSON.readTree(body);
            var user = event.path("fields").path("user").asString("");
            var ours = inside.contains(event.path("fields").path("session").asString(""));
            kind(event).ifPresentOrElse(kind -> count(user, kind, ours), () -> touch(user));
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

    private void count(String mailbox, Kind kind, boolean ours) {
        if (!ours) count(mailbox, kind);
    }

    private void count(String mailbox, Kind kind) {
        write(new Happened(mailbox, kind, kind != Kind.RECEIVED));
    }

    /** A session ended, in which messages may have been marked or moved. */
    private void touch(String mailbox) {
        write(new Happened(mailbox, null, true));
    }

    private void write(Happened what) {
        try {
            happenings.write(what);
        } catch (DataAccessException down) {
            recording.ifAvailable(Recording::missed);
            LOG.warn("an event could not be counted: {}", down.getClass().getSimpleName());
        }
    }
}
