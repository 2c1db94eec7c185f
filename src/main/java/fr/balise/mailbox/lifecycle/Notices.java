package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.Named;
import fr.balise.kernel.SensitiveAct;
import fr.balise.kernel.Spoken;
import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.lifecycle.Evidence.Channel;
import fr.balise.outbox.Outbox;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** By which channel holders want to be told about a mailbox that seems unused, and the message where that is mail. */
@Component
class Notices {
    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final Wording wording;
    private final MailboxSettings settings;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Notices(
            JdbcClient jdbc,
            Outbox outbox,
            Wording wording,
            MailboxSettings settings,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.wording = wording;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    private record Chosen(Channel channel, @Nullable String address) {}

    /** The mailbox itself, until the holder says otherwise. */
    Channel channel(MailboxId mailbox) {
        return chosen(mailbox).channel();
    }

    private Chosen chosen(MailboxId mailbox) {
        return jdbc.sql("select channel, address from mailbox.notice_channel where hosted = :id")
                .param("id", mailbox.value())
                .query((row, _) ->
                        new Chosen(Named.of(Channel.class, row.getString("channel")), row.getString("address")))
                .optional()
                .orElse(new Chosen(Channel.MAILBOX, null));
    }

    /** Another address that the holder chose. */
    Optional<MailAddress> otherMail(MailboxId mailbox) {
        var chosen = chosen(mailbox);
        return chosen.channel() == Channel.OTHER_MAIL
                ? Optional.ofNullable(chosen.address()).flatMap(Notices::parsed)
                : Optional.empty();
    }

    /** Inside the caller's transaction. */
    Outcome<Channel> choose(MailboxId mailbox, Channel channel, String address, By by) {
        var other = channel == Channel.OTHER_MAIL ? parsed(address) : Optional.<MailAddress>empty();
        if (channel == Channel.OTHER_MAIL && other.isEmpty()) return Outcome.refused(new Refusal.NotAnAddress());
        var before = channel(mailbox);
        jdbc.sql(
                        "insert into mailbox.notice_channel (hosted, channel, address, at) values (:id, :channel, :address, :at)"
                                + " on conflict (hosted) do update set channel = excluded.channel, address = excluded.address,"
                                + " at = excluded.at")
                .param("id", mailbox.value())
                .param("channel", Named.word(channel))
                .param("address", other.map(MailAddress::toString).orElse(null))
                .param("at", Timestamp.from(clock.instant()))
                .update();
        events.publishEvent(new SensitiveAct(
                by.actor(),
                "mailbox.notice-channel",
                "mailbox:" + mailbox,
                Map.of("channel", Named.word(before)),
                Map.of("channel", Named.word(channel)),
                clock.instant()));
        return Outcome.done(channel);
    }

    private static Optional<MailAddress> parsed(String address) {
        return MailAddress.read(address.strip());
    }

    /**
     * Queues the message, inside the caller's transaction.
     *
     * @return by which channel; empty where the holder wants a letter or a call, which people do, or where no mail leaves
     */
    Optional<Channel> send(Hosted mailbox, InactivityPolicy policy, LocalDate today) {
        var chosen = chosen(mailbox.id());
        var to = switch (chosen.channel()) {
            case MAILBOX -> Optional.of(mailbox.address());
            case OTHER_MAIL -> Optional.ofNullable(chosen.address()).flatMap(Notices::parsed);
            case LETTER, TELEPHONE -> Optional.<MailAddress>empty();
        };
        if (to.isEmpty() || !outbox.reachesPeople()) return Optional.empty();
        outbox.queue(
                to.get(),
                "inactivity",
                wording.subject(Words.of("mailbox.unused.mail.subject")),
                Wording.letter(language -> body(mailbox, policy, today, language)));
        return Optional.of(chosen.channel());
    }

    private String body(Hosted mailbox, InactivityPolicy policy, LocalDate today, Locale language) {
        return wording.of(
                Words.of(
                        "mailbox.unused.mail.body",
                        mailbox.address().toString(),
                        Spoken.day(today.plus(policy.notice()), language),
                        settings.link("/mes-boites"),
                        policy.reference()),
                language);
    }
}
