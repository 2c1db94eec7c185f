package fr.balise.record;

import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MailStore.NoSuchFolder;
import fr.balise.mailstore.MessageKind;
import fr.balise.record.document.Contents;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Takes messages out of the mail store, one at a time, without marking them as read. */
@Component
class Taking {
    private final ObjectProvider<MailStore> store;

    Taking(ObjectProvider<MailStore> store) {
        this.store = store;
    }

    sealed interface Found {
        record Here(Contents contents, Instant received) implements Found {}

        /** Nothing of it is handed over. @param why key of a message */
        record Not(String why) implements Found {}

        record Gone() implements Found {}
    }

    /** @throws MailStore.Unavailable when the mail server does not answer */
    Found take(AccountId account, Place place) throws IOException {
        var found = new AtomicReference<Found>(new Found.Gone());
        try (var mailbox = store.getObject().open(account)) {
            if (!Marks.isThere(mailbox, place)) return found.get();
            mailbox.describe(place.folder(), List.of(place.uid()), message -> {
                if (MessageKind.of(message) == MessageKind.INTEGRATION_FAILURE)
                    found.set(new Found.Not("record.refused.failure"));
            });
            if (found.get() instanceof Found.Not) return found.get();
            mailbox.read(
                    place.folder(),
                    List.of(place.uid()),
                    (envelope, octets) -> found.set(
                            envelope.size() > Contents.LARGEST
                                    ? new Found.Not("record.refused.size")
                                    : found(Contents.of(octets), envelope.received())));
        } catch (NoSuchFolder gone) {
            return new Found.Gone();
        }
        return found.get();
    }

    private static Found found(Contents.Taken taken, Instant received) {
        return switch (taken) {
            case Contents.Taken.Whole(var contents)
            when contents.documents().isEmpty() -> new Found.Not("record.refused.nothing");
            case Contents.Taken.Whole(var contents) -> new Found.Here(contents, received);
            case Contents.Taken.Not(var why) ->
                new Found.Not("record.refused." + why.name().toLowerCase(java.util.Locale.ROOT));
        };
    }
}
