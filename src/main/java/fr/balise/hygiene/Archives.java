package fr.balise.hygiene;

import fr.balise.hygiene.Cleaning.Way;
import fr.balise.hygiene.Cleanings.Ordered;
import fr.balise.hygiene.Cleanings.Picks;
import fr.balise.hygiene.Cleanings.Terms;
import fr.balise.identity.Actor;
import fr.balise.jobs.Job;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.takeout.Export;
import fr.balise.mailbox.takeout.Exports;
import fr.balise.mailbox.takeout.Selected;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * "Archiver puis supprimer": what somebody chose is taken away in a file of its own; once all of the file left, exactly these messages can
 * be deleted. A file that was downloaded proves no filing [L-M2]. Who may was asked before.
 */
@Service
public class Archives implements Selected {
    /** After that an archive whose file is gone is forgotten; one that is being ordered is younger. */
    private static final Duration YOUNG = Duration.ofDays(1);

    private final ArchiveRows rows;
    private final Cleanings cleanings;
    private final Stocktaking stocktaking;
    private final Sorter sorter;
    private final ObjectProvider<Exports> exports;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Archives(
            ArchiveRows rows,
            Cleanings cleanings,
            Stocktaking stocktaking,
            Sorter sorter,
            ObjectProvider<Exports> exports,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.rows = rows;
        this.cleanings = cleanings;
        this.stocktaking = stocktaking;
        this.sorter = sorter;
        this.exports = exports;
        this.transaction = transaction;
        this.clock = clock;
    }

    public sealed interface Made {
        record Begun(long archive) implements Made {}

        record Nothing() implements Made {}

        /** Other messages are meant than those that were shown. */
        record Changed() implements Made {}

        /** @param why never {@link Exports.Ordered.Begun} */
        record Refused(Exports.Ordered why) implements Made {}
    }

    /** What can be deleted of it now. @param word whether documents without proof are among it */
    public record Left(Weight weight, boolean word) {}

    /** @param passphrase null for a file that anybody can open */
    public Made make(Actor actor, Hosted mailbox, Set<Group> groups, Shown shown, @Nullable String passphrase) {
        return make(actor, mailbox, _ -> Cleanings.of(groups), shown, passphrase);
    }

    public Made make(Actor actor, Hosted mailbox, Criteria criteria, Shown shown, @Nullable String passphrase) {
        return make(actor, mailbox, duplicates -> Cleanings.of(criteria, duplicates), shown, passphrase);
    }

    private Made make(Actor actor, Hosted mailbox, Picks picks, Shown shown, @Nullable String passphrase) {
        var stock = stocktaking.take(Rooms.account(mailbox));
        var sorting = sorter.now(stock);
        var parts = Parts.of(stock, sorting, picks.apply(sorting.duplicates()), Way.ASIDE);
        if (parts.weight().messages() == 0) return new Made.Nothing();
        if (!shown.fits(parts.weight())) return new Made.Changed();
        long id = Objects.requireNonNull(
                transaction.execute(_ -> rows.add(stock.account(), actor.account(), parts, clock.instant())));
        var ordered = exports.getObject().order(actor, mailbox, passphrase, id);
        if (ordered instanceof Exports.Ordered.Begun) return new Made.Begun(id);
        rows.remove(id);
        return new Made.Refused(ordered);
    }

    /** Of this person alone. */
    public Optional<Archived> find(Actor actor, Hosted mailbox, long id) {
        return rows.find(id)
                .filter(one -> one.account().equals(Rooms.account(mailbox)) && one.owner() == actor.account());
    }

    /** The newest first. */
    public List<Archived> of(Actor actor, Hosted mailbox) {
        return rows.of(Rooms.account(mailbox), actor.account());
    }

    /** Its file, however far it is; empty once that is over. */
    public Optional<Export> file(Actor actor, Archived archive) {
        return exports.getObject().mine(actor, archive.id());
    }

    public Optional<Job> job(Export export) {
        return exports.getObject().job(export);
    }

    public Left left(Stock stock, Archived archive) {
        var parts = Parts.of(stock, sorter.of(stock), archive.stillThere(), Way.ASIDE);
        return new Left(parts.weight(), parts.needWord());
    }

    /**
     * Deletes what it holds, as any clean-up; empty while its file did not leave whole.
     *
     * @param shown what the person was shown
     * @param reason for deleting documents without proof
     */
    public Optional<Ordered> remove(Actor actor, Hosted mailbox, Archived archive, Shown shown, String reason) {
        if (file(actor, archive).filter(Export::downloaded).isEmpty()) return Optional.empty();
        var ordered =
                cleanings.order(actor, mailbox, (Picks) _ -> archive.stillThere(), new Terms(Way.ASIDE, shown, reason));
        if (ordered instanceof Ordered.Begun(var cleaning)) rows.deleted(archive.id(), cleaning);
        return Optional.of(ordered);
    }

    @Override
    public List<Chosen> of(long selection) {
        return rows.find(selection)
                .map(archive -> archive.folders().stream()
                        .map(one -> new Chosen(one.name(), one.uidValidity(), one.uids(), one.octets()))
                        .toList())
                .orElse(List.of());
    }

    /** What nobody has a file of any more. */
    @Scheduled(initialDelayString = "8m", fixedDelayString = "1h")
    void sweep() {
        var there = exports.getIfAvailable();
        if (there == null) return;
        for (var archive : rows.before(clock.instant().minus(YOUNG)))
            if (there.isOver(archive.id())) rows.remove(archive.id());
    }
}
