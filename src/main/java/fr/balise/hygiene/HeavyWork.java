package fr.balise.hygiene;

import fr.balise.hygiene.Lightening.One;
import fr.balise.hygiene.Lightening.State;
import fr.balise.jobs.Run;
import fr.balise.jobs.Work;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MailStore.NoSuchFolder;
import fr.balise.mailstore.OpenMailbox;
import fr.balise.mailstore.OpenMailbox.Added;
import fr.balise.mailstore.StoredMessage;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts messages back as they were, and takes their light copies away where they still lie. Can be killed anywhere and begun again. */
@Component
class HeavyWork implements Work {
    static final String KIND = "hygiene.heavy";

    private final LighteningRows rows;
    private final ObjectProvider<MailStore> store;
    private final InstantSource clock;

    HeavyWork(LighteningRows rows, ObjectProvider<MailStore> store, InstantSource clock) {
        this.rows = rows;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(Run run) throws Exception {
        var found = rows.find(Long.parseLong(run.job().input()));
        if (found.isEmpty() || found.get().goneAt() != null) return new Outcome.GivenUp("hygiene.undo.failed.gone");
        var lightening = found.get();
        var aside = lightening.messages().stream().filter(One::isAside).toList();
        try (var mailbox = store.getObject().open(lightening.account())) {
            int done = 0;
            for (var one : aside) {
                var state = back(mailbox, lightening, one);
                rows.state(lightening.id(), one.number(), state);
                if (state == one.state()) return new Outcome.GivenUp("hygiene.undo.failed.full");
                run.reach("", ++done, aside.size());
            }
        }
        rows.gone(lightening.id(), clock.instant());
        return new Outcome.Done("");
    }

    /** The message first, then its copy away: for a moment both are there. @return the same state where there is no room */
    private State back(OpenMailbox mailbox, Lightening lightening, One one) throws IOException {
        var aside = LightenWork.aside(lightening, one);
        if (one.state() == State.BACKING)
            CutOff.end(
                    mailbox,
                    aside,
                    LightenWork.uids(mailbox, aside),
                    one.folder(),
                    one.uid(),
                    message -> !message.flags().contains(LightenWork.LIGHT));
        var original = originals(mailbox, aside);
        long copy = one.copy();
        if (original.isEmpty() && one.state() != State.BACKING) return State.GONE;
        if (!original.isEmpty()) {
            if (one.state() != State.BACKING) {
                copy = copy(mailbox, one, original.getFirst());
                rows.backing(lightening.id(), one.number(), copy);
            }
            var uids = original.stream().map(StoredMessage::uid).toList();
            if (mailbox.move(aside, uids, one.folder()) instanceof Added.Full
                    && !inItsPlace(mailbox, lightening, one, uids, copy)) return one.state();
        }
        if (isCopy(mailbox, one, copy)) mailbox.delete(one.folder(), List.of(copy));
        mailbox.removeFolder(LightenWork.copy(lightening, one));
        mailbox.removeFolder(aside);
        return State.BACK;
    }

    /** A mailbox without room for both may have room for the message alone: its copy steps aside first. */
    private static boolean inItsPlace(
            OpenMailbox mailbox, Lightening lightening, One one, List<Long> original, long copy) {
        var aside = LightenWork.copy(lightening, one);
        if (isCopy(mailbox, one, copy)) mailbox.move(one.folder(), List.of(copy), aside);
        if (mailbox.move(LightenWork.aside(lightening, one), original, one.folder()) instanceof Added.Stored)
            return true;
        var light = LightenWork.uids(mailbox, aside);
        if (!light.isEmpty()) mailbox.move(aside, light, one.folder());
        return false;
    }

    private static List<StoredMessage> originals(OpenMailbox mailbox, String aside) {
        var found = new ArrayList<StoredMessage>();
        try {
            mailbox.list(aside, 0, found::add);
        } catch (NoSuchFolder nothing) {
            return List.of();
        }
        return found;
    }

    private static boolean isCopy(OpenMailbox mailbox, One one, long uid) {
        var found = new ArrayList<StoredMessage>();
        if (uid == 0) return false;
        try {
            mailbox.describe(one.folder(), List.of(uid), found::add);
        } catch (NoSuchFolder removed) {
            return false;
        }
        return found.stream().anyMatch(message -> isLight(message, one));
    }

    private static boolean isLight(StoredMessage message, One one) {
        return message.flags().contains(LightenWork.LIGHT) && message.octets() == one.light();
    }

    /** 0 where the person moved or deleted it meanwhile: it stays as it is then. */
    private static long copy(OpenMailbox mailbox, One one, StoredMessage original) {
        var found = new ArrayList<Long>();
        try {
            mailbox.list(one.folder(), one.uid(), message -> {
                if (isLight(message, one)
                        && message.received().equals(original.received())
                        && Objects.equals(
                                message.head().messageId(), original.head().messageId())) found.add(message.uid());
            });
        } catch (NoSuchFolder removed) {
            return 0;
        }
        return found.isEmpty() ? 0 : found.getFirst();
    }
}
