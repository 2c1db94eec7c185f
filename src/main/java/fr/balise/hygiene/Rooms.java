package fr.balise.hygiene;

import fr.balise.mailbox.lifecycle.Fullness;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailAccount;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailUsage;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** How full hosted mailboxes are, now and some day. */
@Service
public class Rooms implements Fullness {
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
        return Optional.ofNullable(of(List.of(mailbox)).get(mailbox.id()));
    }

    /** The same for many, asked once. */
    public Map<MailboxId, Room> of(Collection<Hosted> mailboxes) {
        var ids = mailboxes.stream().map(Rooms::account).toList();
        var usages = accounts.usages(ids);
        var rooms = new HashMap<MailboxId, Room>();
        for (var account : accounts.find(ids))
            if (!account.erased())
                rooms.put(new MailboxId(account.id().value()), room(account, usages.get(account.id())));
        return rooms;
    }

    private Room room(MailAccount account, @Nullable MailUsage usage) {
        long quota = account.quota().toBytes();
        return usage == null
                ? new Room(0, quota, null, settings.target())
                : new Room(usage.size().toBytes(), quota, usage.fullSince(), settings.target());
    }

    @Override
    public OptionalInt percent(Hosted mailbox) {
        return of(mailbox).stream().mapToInt(Room::percent).findFirst();
    }

    public Forecast forecast(Hosted mailbox, Room room) {
        var today = LocalDate.ofInstant(clock.instant(), mailbox.zone());
        if (room.level() == Room.Level.FULL) return new Forecast.Full();
        return Forecast.of(weights.of(account(mailbox), today.minusDays(Forecast.DAYS)), room.quota(), today);
    }
}
