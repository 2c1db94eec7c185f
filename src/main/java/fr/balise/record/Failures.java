package fr.balise.record;

import fr.balise.kernel.SensitiveAct;
import fr.balise.kernel.Sha256;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MailStore.NoSuchFolder;
import fr.balise.record.document.FailureNotice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Failures of filing that come back by mail ("KO Intégration"). One that speaks of a message whose documents were handed over from here
 * takes the proof back: whatever the software said before, the document is not in the record. Anybody can write such a notice; all that a
 * false one can do is that a document is kept longer.
 */
@Service
public class Failures {
    private static final Duration LOOKED_FOR = Duration.ofDays(90);

    private final FailureRows rows;
    private final HandOverRows handOvers;
    private final Marks marks;
    private final Lifecycle lifecycle;
    private final ObjectProvider<MailStore> store;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Failures(
            FailureRows rows,
            HandOverRows handOvers,
            Marks marks,
            Lifecycle lifecycle,
            ObjectProvider<MailStore> store,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.rows = rows;
        this.handOvers = handOvers;
        this.marks = marks;
        this.lifecycle = lifecycle;
        this.store = store;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    private record Read(Place place, FailureNotice notice, Instant received) {}

    /** Says where a message lies now, wherever it was moved to. */
    public interface Whereabouts {
        /** Of what shows a proof. @param message SHA-256 of its Message-ID, with its angle brackets */
        List<Place> filed(byte[] message);

        /** Of what was sent from here. @param message as above */
        List<Place> sent(byte[] message);
    }

    /**
     * Reads the notices that are not known yet. Goes over the network: hold no transaction.
     *
     * @param places of messages that are failures of filing
     * @throws MailStore.Unavailable when the mail server does not answer; can be repeated
     */
    public void learn(AccountId account, List<Place> places, Whereabouts whereabouts) {
        var fresh = fresh(account, places);
        if (fresh.isEmpty()) return;
        for (var one : read(account, fresh)) note(account, one, whereabouts);
    }

    private List<Place> fresh(AccountId account, List<Place> places) {
        var known = new LinkedHashMap<Long, Set<Long>>();
        return places.stream()
                .filter(place -> !known.computeIfAbsent(place.uidValidity(), one -> rows.known(account, one))
                        .contains(place.uid()))
                .toList();
    }

    private List<Read> read(AccountId account, List<Place> places) {
        var found = new ArrayList<Read>();
        var folders = new LinkedHashMap<String, List<Place>>();
        places.forEach(place ->
                folders.computeIfAbsent(place.folder(), _ -> new ArrayList<>()).add(place));
        try (var mailbox = store.getObject().open(account)) {
            for (var folder : folders.entrySet()) {
                var validity = folder.getValue().getFirst().uidValidity();
                if (!Marks.isThere(mailbox, folder.getValue().getFirst())) continue;
                try {
                    mailbox.read(
                            folder.getKey(),
                            folder.getValue().stream().map(Place::uid).toList(),
                            (envelope, octets) -> found.add(new Read(
                                    new Place(folder.getKey(), validity, envelope.uid()),
                                    FailureNotice.of(octets),
                                    envelope.received())));
                } catch (NoSuchFolder gone) {
                    // Nothing to read there any more.
                }
            }
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
        return found;
    }

    private void note(AccountId account, Read read, Whereabouts whereabouts) {
        var notice = read.notice();
        if (rows.isKnown(account, read.place(), notice)) {
            rows.moved(account, read.place(), notice);
            return;
        }
        var message = Sha256.of(notice.original());
        boolean own = !notice.original().isEmpty() && (handOvers.speaksOf(account, message) || toUs(account, notice));
        var hit = own ? handOvers.keptOf(account, message) : List.<Receipt>of();
        // The marks first: killed in between, all of it is done again.
        if (own) whereabouts.filed(message).forEach(place -> marks.takeBack(account, place));
        else if (!notice.original().isEmpty())
            whereabouts.sent(message).forEach(place -> marks.refused(account, place));
        for (var receipt : hit) handOvers.place(receipt).ifPresent(place -> marks.takeBack(account, place));
        transaction.executeWithoutResult(_ -> noted(account, read, own, hit));
    }

    private void noted(AccountId account, Read read, boolean own, List<Receipt> hit) {
        var now = clock.instant();
        rows.add(account, read.place(), read.notice(), own, hit.size(), read.received());
        for (var receipt : hit) {
            handOvers.result(receipt.id(), account, Result.FAILED_LATER, said(read.notice()), now);
            handOvers.state(receipt.handOver(), receipt.number(), Carried.State.REFUSED, "");
        }
        events.publishEvent(new SensitiveAct(
                "system",
                "record.failure",
                HandOvers.subject(account),
                Map.of(),
                Map.of("code", read.notice().code(), "receipts", Integer.toString(hit.size())),
                now));
    }

    private boolean toUs(AccountId account, FailureNotice notice) {
        return lifecycle
                .find(new MailboxId(account.value()))
                .filter(hosted -> hosted.address().toString().equalsIgnoreCase(notice.recipient()))
                .isPresent();
    }

    private static String said(FailureNotice notice) {
        var said = (notice.code() + " " + notice.words()).strip();
        return said.isEmpty() ? "record.failure.silent" : Receipt.theirs(said);
    }

    /** Those that nobody dealt with first, then the newest. */
    public List<Failed> of(Filer filer) {
        return rows.of(filer.account());
    }

    /** How many nobody dealt with. */
    public long open(Filer filer) {
        return rows.open(filer.account());
    }

    /** The person says that this one is dealt with. @return false for one that is not there, or was before */
    public boolean settle(Filer filer, long id) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            var now = clock.instant();
            if (!rows.settle(filer.account(), id, filer.actor().name(), now)) return false;
            events.publishEvent(new SensitiveAct(
                    filer.actor().auditName(),
                    "record.failure-settled",
                    HandOvers.subject(filer.account()),
                    Map.of(),
                    Map.of("failure", Long.toString(id)),
                    now));
            return true;
        }));
    }

    /** Mailboxes from which documents went out lately: failures may come back to them, whether anybody looks or not. */
    public List<AccountId> awaited() {
        return handOvers.accounts(clock.instant().minus(LOOKED_FOR));
    }
}
