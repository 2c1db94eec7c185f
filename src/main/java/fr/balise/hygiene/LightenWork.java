package fr.balise.hygiene;

import fr.balise.hygiene.Lightening.One;
import fr.balise.hygiene.Lightening.State;
import fr.balise.jobs.Job;
import fr.balise.jobs.Run;
import fr.balise.jobs.Work;
import fr.balise.kernel.HomeZone;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MailStore.NoSuchFolder;
import fr.balise.mailstore.OpenMailbox;
import fr.balise.mailstore.OpenMailbox.Added;
import fr.balise.mailstore.OpenMailbox.Envelope;
import fr.balise.mailstore.StoredMessage;
import fr.balise.record.HandOvers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Makes messages lighter, one after the other: the light copy is laid beside, the message goes aside, the copy takes its place. Killed
 * anywhere it goes on: a message that is still in its folder is begun anew, one that went aside gets its copy.
 */
@Component
class LightenWork implements Work {
    static final String KIND = "hygiene.lighten";

    /** On the light copy, so that any mail program can show it, and to find it again. */
    static final String LIGHT = "$BaliseLight";

    /** Beyond it a message is not taken apart in memory. */
    static final long LARGEST = 40L << 20;

    private final LighteningRows rows;
    private final Frozen frozen;
    private final ObjectProvider<MailStore> store;
    private final HandOvers handOvers;
    private final HygieneSettings settings;
    private final HomeZone home;
    private final InstantSource clock;

    LightenWork(
            LighteningRows rows,
            Frozen frozen,
            ObjectProvider<MailStore> store,
            HandOvers handOvers,
            HygieneSettings settings,
            HomeZone home,
            InstantSource clock) {
        this.home = home;
        this.rows = rows;
        this.frozen = frozen;
        this.store = store;
        this.handOvers = handOvers;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Where the message itself waits. */
    static String aside(Lightening lightening, One one) {
        return MailStore.RECOVERABLE + "/light-" + lightening.id() + "-" + one.number();
    }

    /** Where its light copy waits for its place. */
    static String copy(Lightening lightening, One one) {
        return aside(lightening, one) + "-copy";
    }

    @Override
    public Outcome run(Run run) throws Exception {
        var found = rows.find(Long.parseLong(run.job().input()));
        if (found.isEmpty()) return new Outcome.GivenUp("hygiene.lighten.failed.gone");
        var lightening = found.get();
        try (var mailbox = store.getObject().open(lightening.account())) {
            for (var one : lightening.messages()) {
                if (frozen.is(lightening.account())) {
                    end(mailbox, lightening);
                    return new Outcome.GivenUp("hygiene.lighten.failed.held");
                }
                if (one.state() == State.WAITING || one.state() == State.READY)
                    rows.state(lightening.id(), one.number(), lighten(mailbox, lightening, one));
                run.reach("", one.number(), lightening.messages().size());
            }
        }
        end(lightening);
        return new Outcome.Done("");
    }

    private void end(Lightening lightening) {
        rows.done(lightening.id(), clock.instant(), clock.instant().plus(settings.recoverable()));
    }

    private State lighten(OpenMailbox mailbox, Lightening lightening, One one) throws IOException {
        var there = one(mailbox, one);
        // It went aside before a kill, or somebody took it away before its turn.
        if (there == null) return one.state() == State.WAITING ? State.GONE : goneOn(mailbox, lightening, one);
        // Begun before a kill: what is still in its folder is whole.
        mailbox.removeFolder(copy(lightening, one));
        mailbox.removeFolder(aside(lightening, one));
        return switch (lightened(lightening.account(), there)) {
            case Lightened.Sealed _ -> State.SEALED;
            case Lightened.Nothing _, Lightened.Illegible _ -> State.LEFT;
            case Lightened.Done(var octets, var taken) -> {
                var flags = new HashSet<>(there.envelope().flags());
                flags.add(LIGHT);
                stored(mailbox.append(
                        copy(lightening, one),
                        flags,
                        there.envelope().received(),
                        octets.length,
                        new ByteArrayInputStream(octets)));
                rows.ready(lightening.id(), one.number(), octets.length, taken.size());
                stored(mailbox.move(one.folder(), List.of(one.uid()), aside(lightening, one)));
                yield placed(mailbox, lightening, one);
            }
        };
    }

    /** What goes aside does not count: it always has room, unless the server itself has none. */
    private static void stored(Added added) {
        if (added instanceof Added.Full) throw new MailStore.Unavailable("no room aside", null);
    }

    /** After a kill, which may have cut off the move of the copy. */
    private static State goneOn(OpenMailbox mailbox, Lightening lightening, One one) throws IOException {
        var copy = copy(lightening, one);
        // Two messages that look alike have copies that do: one too many is better than one too few.
        boolean twins = lightening.messages().stream()
                        .filter(other -> other.folder().equals(one.folder())
                                && other.octets() == one.octets()
                                && other.light() == one.light())
                        .count()
                > 1;
        if (twins) return placed(mailbox, lightening, one);
        CutOff.end(
                mailbox,
                copy,
                uids(mailbox, copy),
                one.folder(),
                one.uid(),
                message -> message.flags().contains(LIGHT));
        return placed(mailbox, lightening, one);
    }

    /**
     * Puts the copy where the message was. A full mailbox has room for it: what went aside was larger. If others were quicker, or the quota
     * is smaller now, the message goes back; if even that fails it waits aside, from where it can be taken back.
     */
    private static State placed(OpenMailbox mailbox, Lightening lightening, One one) {
        var copy = copy(lightening, one);
        var aside = aside(lightening, one);
        var original = uids(mailbox, aside);
        if (original.isEmpty()) {
            // Somebody else took it away: a copy of it would be one more message.
            mailbox.removeFolder(copy);
            return State.GONE;
        }
        var light = uids(mailbox, copy);
        if (!light.isEmpty() && mailbox.move(copy, light, one.folder()) instanceof Added.Full) {
            if (mailbox.move(aside, original, one.folder()) instanceof Added.Full) return State.READY;
            mailbox.removeFolder(copy);
            mailbox.removeFolder(aside);
            return State.NO_ROOM;
        }
        mailbox.removeFolder(copy);
        return State.LIGHT;
    }

    private Lightened lightened(AccountId account, There there) {
        var flags = there.envelope().flags();
        var proof = !flags.contains(Item.FILED)
                ? LightWords.Proof.NONE
                : flags.contains(Item.ATTESTED) ? LightWords.Proof.PERSON : LightWords.Proof.SOFTWARE;
        return Lightened.of(
                there.octets(),
                taken -> LightWords.of(
                        taken,
                        proof,
                        handOvers.filed(account, taken.sha256()).orElse(null),
                        home.today(clock),
                        home.id()));
    }

    static List<Long> uids(OpenMailbox mailbox, String folder) {
        try {
            return mailbox.uids(folder, 0);
        } catch (NoSuchFolder nothing) {
            return List.of();
        }
    }

    private record There(Envelope envelope, byte[] octets) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        @Override
        public String toString() {
            return "There[" + envelope.uid() + "]";
        }
    }

    /** Null when it is gone, or lies in a folder that was numbered anew. What is too large is told as empty: nothing is taken from it. */
    private static @Nullable There one(OpenMailbox mailbox, One one) throws IOException {
        var there = new AtomicReference<@Nullable There>();
        try {
            if (mailbox.uidValidity(one.folder()) != one.uidValidity()) return null;
            mailbox.read(
                    one.folder(),
                    List.of(one.uid()),
                    (envelope, octets) -> there.set(
                            new There(envelope, envelope.size() > LARGEST ? new byte[0] : octets.readAllBytes())));
        } catch (NoSuchFolder removed) {
            return null;
        }
        return there.get();
    }

    @Override
    public void undo(Job job) throws IOException {
        var found = rows.find(Long.parseLong(job.input()));
        if (found.isEmpty()) return;
        try (var mailbox = store.getObject().open(found.get().account())) {
            end(mailbox, found.get());
        }
    }

    /** Before its end: what went aside gets its copy all the same; what was done until then can be taken back as usual. */
    private void end(OpenMailbox mailbox, Lightening lightening) throws IOException {
        for (var one : lightening.messages())
            if (one.state() == State.READY) rows.state(lightening.id(), one.number(), ended(mailbox, lightening, one));
        end(lightening);
    }

    private static State ended(OpenMailbox mailbox, Lightening lightening, One one) throws IOException {
        if (!isThere(mailbox, one)) return goneOn(mailbox, lightening, one);
        mailbox.removeFolder(copy(lightening, one));
        mailbox.removeFolder(aside(lightening, one));
        return State.WAITING;
    }

    private static boolean isThere(OpenMailbox mailbox, One one) {
        var seen = new ArrayList<StoredMessage>();
        try {
            if (mailbox.uidValidity(one.folder()) == one.uidValidity())
                mailbox.describe(one.folder(), List.of(one.uid()), seen::add);
        } catch (NoSuchFolder removed) {
            return false;
        }
        return !seen.isEmpty();
    }
}
