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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
        var light = lightening.messages().stream()
                .filter(one -> one.state() == State.LIGHT)
                .toList();
        try (var mailbox = store.getObject().open(lightening.account())) {
            int done = 0;
            for (var one : light) {
                if (!back(mailbox, lightening, one)) return new Outcome.GivenUp("hygiene.undo.failed.full");
                rows.state(lightening.id(), one.number(), State.BACK);
                run.reach("", ++done, light.size());
            }
        }
        rows.gone(lightening.id(), clock.instant());
        return new Outcome.Done("");
    }

    /** The message first, then its copy away: for a moment both are there. @return false when there is no room */
    private static boolean back(OpenMailbox mailbox, Lightening lightening, One one) {
        var aside = LightenWork.aside(lightening, one);
        var original = new ArrayList<StoredMessage>();
        try {
            mailbox.list(aside, 0, original::add);
        } catch (NoSuchFolder nothing) {
            return true;
        }
        if (original.isEmpty()) return true;
        var copy = copy(mailbox, one, original.getFirst());
        if (mailbox.move(aside, original.stream().map(StoredMessage::uid).toList(), one.folder()) instanceof Added.Full)
            return false;
        if (copy != null) mailbox.delete(one.folder(), List.of(copy));
        mailbox.removeFolder(aside);
        return true;
    }

    /** Null where the person moved or deleted it meanwhile: it stays as it is then. */
    private static @Nullable Long copy(OpenMailbox mailbox, One one, StoredMessage original) {
        var found = new ArrayList<Long>();
        try {
            mailbox.list(one.folder(), one.uid(), message -> {
                if (message.flags().contains(LightenWork.LIGHT)
                        && message.octets() == one.light()
                        && message.received().equals(original.received())
                        && Objects.equals(
                                message.head().messageId(), original.head().messageId())) found.add(message.uid());
            });
        } catch (NoSuchFolder removed) {
            return null;
        }
        return found.isEmpty() ? null : found.getFirst();
    }
}
