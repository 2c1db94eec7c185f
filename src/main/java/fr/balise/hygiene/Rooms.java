package fr.balise.hygiene;

import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailAccounts;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** How full hosted mailboxes are, now and some day. */
@Service
public class Rooms {
    private final MailAccounts accounts;
    private final WeightRows weights;
    private final HygieneSettings settings;
    private final InstantSource clock;

    Rooms(MailAccounts accounts, WeightRows weights, HygieneSettings settings, InstantSource clock) {
        this.accounts = accounts;
        this.weights = weights;
        this.settings = settings;
        this.clock = clock;
    }

    static AccountId account(Hosted mailbox) {
        return new AccountId(mailbox.id().value());
    }

    /** By the last change that the mail server told; empty where no mail server knows the mailbox. */
    public Optional<Room> of(Hosted mailbox) {
        var id = account(mailbox);
        return accounts.find(id)
                .filter(account -> !account.erased())
                .map(account -> accounts.usage(id)
                        .map(usage -> new Room(
                                usage.size().toBytes(),
                                account.quota().toBytes(),
                                usage.fullSince(),
                                settings.target()))
                        .orElseGet(() -> new Room(0, account.quota().toBytes(), null, settings.target())));
    }

    public Forecast forecast(Hosted mailbox, Room room) {
        var today = LocalDate.ofInstant(clock.instant(), mailbox.zone());
        if (room.level() == Room.Level.FULL) return new Forecast.Full();
        return Forecast.of(weights.of(account(mailbox), today.minusDays(Forecast.DAYS)), room.quota(), today);
    }
}
