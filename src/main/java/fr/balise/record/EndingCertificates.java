package fr.balise.record;

import fr.balise.identity.Actor;
import fr.balise.identity.Actor.Role;
import fr.balise.kernel.HomeZone;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.outbox.Outbox;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Says in time that a client certificate ends, and when it has: after that software takes nothing more. To staff, thirty days before, seven, and at the end. */
@Service
public class EndingCertificates {
    private static final List<Integer> DAYS = List.of(0, 7, 30);

    private final SoftwareRows rows;
    private final Outbox outbox;
    private final Wording wording;
    private final MailboxSettings settings;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final HomeZone home;
    private final InstantSource clock;

    EndingCertificates(
            SoftwareRows rows,
            Outbox outbox,
            Wording wording,
            MailboxSettings settings,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            HomeZone home,
            InstantSource clock) {
        this.rows = rows;
        this.outbox = outbox;
        this.wording = wording;
        this.settings = settings;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.home = home;
        this.clock = clock;
    }

    /** @param over whether the software takes nothing any more */
    public record Ending(long software, String name, Instant until, boolean over) {}

    /** Those of active software that end within thirty days, or have ended. Empty for whoever is not of the operator's staff. */
    public List<Ending> of(Actor actor) {
        return actor.is(Role.OPERATOR) ? ending() : List.of();
    }

    private List<Ending> ending() {
        var ending = new ArrayList<Ending>();
        for (var one : rows.all())
            if (one.active())
                rows.certificateUntil(one.id())
                        .filter(until -> level(until).isPresent())
                        .ifPresent(until ->
                                ending.add(new Ending(one.id(), one.name(), until, !until.isAfter(clock.instant()))));
        return ending;
    }

    private OptionalInt level(Instant until) {
        var now = clock.instant();
        return DAYS.stream()
                .filter(days -> !until.isAfter(now.plus(Duration.ofDays(days))))
                .mapToInt(Integer::intValue)
                .findFirst();
    }

    @Scheduled(initialDelayString = "3m", fixedDelayString = "6h")
    void round() {
        if (!outbox.reachesPeople()) return;
        var to = settings.ownDomains().stream().findFirst().map(domain -> MailAddress.parse("postmaster@" + domain));
        if (to.isEmpty()) return;
        for (var one : ending()) tell(to.get(), one);
    }

    private void tell(MailAddress to, Ending one) {
        transaction.executeWithoutResult(_ -> {
            if (!isFirst(one)) return;
            var day = LocalDate.ofInstant(one.until(), home.id());
            var key = one.over() ? "record.certificate.over" : "record.certificate";
            outbox.queue(
                    to,
                    "software",
                    wording.subject(Words.of(key + ".subject", day)),
                    Wording.letter(language -> wording.of(
                            Words.of(
                                    key + ".body",
                                    one.name(),
                                    day,
                                    settings.link("/operateur/logiciels/" + one.software())),
                            language)));
        });
    }

    private boolean isFirst(Ending one) {
        return jdbc.sql("insert into record.certificate_told (software, ends_at, days, told_at)"
                                + " values (:software, :ends, :days, :now) on conflict do nothing")
                        .param("software", one.software())
                        .param("ends", Timestamp.from(one.until()))
                        .param("days", level(one.until()).orElseThrow())
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                > 0;
    }
}
