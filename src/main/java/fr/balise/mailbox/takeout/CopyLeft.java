package fr.balise.mailbox.takeout;

import fr.balise.mailstore.MailStore.Folder;
import fr.balise.mailstore.OpenMailbox;
import org.jspecify.annotations.Nullable;

/** How much of a mailbox is not in the other one yet. */
record CopyLeft(long messages, long octets) {
    static final CopyLeft NOTHING = new CopyLeft(0, 0);

    CopyLeft and(CopyLeft other) {
        return new CopyLeft(messages + other.messages, octets + other.octets);
    }

    /** Counts one by one only where part of a folder is copied. @param at null where nothing is */
    static CopyLeft of(OpenMailbox open, Folder folder, @Nullable CopiedFolder at) {
        if (folder.messages() == 0) return NOTHING;
        if (at == null || at.through() == 0)
            return new CopyLeft(folder.messages(), folder.size().toBytes());
        if (at.through() >= folder.uidNext() - 1) return NOTHING;
        var sum = new long[2];
        open.list(folder.name(), at.through(), message -> {
            sum[0]++;
            sum[1] += message.octets();
        });
        return new CopyLeft(sum[0], sum[1]);
    }
}
