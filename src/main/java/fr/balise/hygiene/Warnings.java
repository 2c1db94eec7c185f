package fr.balise.hygiene;

import fr.balise.identity.Deputies;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.lifecycle.Reach;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailstoreSettings;
import fr.balise.mailstore.UsageList.Fill;
import fr.balise.outbox.Outbox;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells whoever decides about a mailbox, by another mailbox or address, that it fills up: how much to free, and where. Names nobody but the
 * mailbox. Looks at all of them several times a day, so that it also stops when room was made.
 */
@Component
class Warnings {
    private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);

    private final Fills fills;
    private final Rooms rooms;
    private final Lifecycle lifecycle;
    private final Reach reach;
    private final Deputies deputies;
    private final Outbox outbox;
    private final Wording wording;
    private final MailboxSettings mailboxes;
    private final MailstoreSettings mailstore;
    private final HygieneSettings settings;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Warnings(
            Fills fills,
            Rooms rooms,
            Lifecycle lifecycle,
            Reach reach,
            Deputies deputies,
            Outbox outbox,
            Wording wording,
            MailboxSettings mailboxes,
            MailstoreSettings mailstore,
            HygieneSettings settings,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.fills = fills;
        this.rooms = rooms;
        this.lifecycle = lifecycle;
        this.reach = reach;
        this.deputies = deputies;
        this.outbox = outbox;
        this.wording = wording;
        this.mailboxes = mailboxes;
        this.mailstore = mailstore;
        this.settings = settings;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "5m", fixedDelayString = "4h")
    void round() {
        if (mailstore.enabled() && outbox.reachesPeople()) fills.each(this::round);
    }

    private void round(Collection<Fill> page) {
        for (var fill : page) {
            solved(fill.id(), fill.percent());
            if (fill.percent() >= settings.warnings().getFirst())
                lifecycle.find(new MailboxId(fill.id().value())).ifPresent(this::look);
        }
    }

    /** Below a level again: it is told anew the next time. */
    private void solved(AccountId account, int percent) {
        jdbc.sql("delete from hygiene.warned where account = :account and level > :percent")
                .param("account", account.value())
                .param("percent", percent)
                .update();
    }

    private void look(Hosted mailbox) {
        if (!(mailbox.state() instanceof State.Active) && !(mailbox.state() instanceof State.Depublished)) return;
        rooms.of(mailbox).ifPresent(room -> warn(mailbox, room));
    }

    private void warn(Hosted mailbox, Room room) {
        var now = clock.instant();
        var account = Rooms.account(mailbox);
        var due = WarningRules.due(
                room, rooms.forecast(mailbox, room), settings.warnings(), warned(account), now, mailbox.day(now));
        if (due.isEmpty()) return;
        var to = told(mailbox, WarningRules.presses(room, rooms.forecast(mailbox, room), mailbox.day(now)));
        if (to.isEmpty()) {
            LOG.info("the holder of mailbox {} cannot be warned: no other address is known", mailbox.id());
            return;
        }
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("insert into hygiene.warned (account, level, at) values (:account, :level, :now)"
                            + " on conflict (account, level) do update set at = :now")
                    .param("account", account.value())
                    .param("level", due.getAsInt())
                    .param("now", Timestamp.from(now))
                    .update();
            for (var address : to)
                outbox.queue(
                        address,
                        "room",
                        wording.subject(Words.of(subject(room), room.percent())),
                        Wording.letter(language -> body(mailbox, room, language)));
        });
    }

    /** Whoever decides about it; where it presses, those who act for that person too, in a mailbox of their own. */
    private Set<MailAddress> told(Hosted mailbox, boolean presses) {
        var told = new LinkedHashSet<MailAddress>();
        reach.beside(mailbox).ifPresent(told::add);
        if (presses && mailbox.owner() instanceof Owner.OfPerson(var person))
            for (var deputy : deputies.of(person))
                lifecycle.of(new Owner.OfPerson(deputy)).stream()
                        .filter(own -> own.state() instanceof State.Active && own.suspension() == null)
                        .map(Hosted::address)
                        .findFirst()
                        .ifPresent(told::add);
        return told;
    }

    private static String subject(Room room) {
        return room.level() == Room.Level.FULL ? "hygiene.warning.subject.full" : "hygiene.warning.subject";
    }

    private String body(Hosted mailbox, Room room, Locale language) {
        return wording.of(
                Words.of(
                        room.level() == Room.Level.FULL ? "hygiene.warning.body.full" : "hygiene.warning.body",
                        mailbox.address().toString(),
                        room.percent(),
                        Sized.of(room.toFree(), language),
                        settings.target(),
                        mailboxes.link("/espace")),
                language);
    }

    private Map<Integer, Instant> warned(AccountId account) {
        var warned = new HashMap<Integer, Instant>();
        jdbc.sql("select level, at from hygiene.warned where account = :account")
                .param("account", account.value())
                .query(row -> {
                    warned.put(row.getInt(1), row.getTimestamp(2).toInstant());
                });
        return warned;
    }
}
