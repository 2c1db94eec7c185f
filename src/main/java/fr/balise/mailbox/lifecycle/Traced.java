package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.Named;
import fr.balise.mailbox.lifecycle.State.RetrievalOnly;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a trace says of a mailbox: no address, no text, no name. */
final class Traced {
    private Traced() {}

    static Map<String, String> of(Hosted mailbox) {
        var values = new TreeMap<String, String>();
        values.put("state", mailbox.state().word());
        if (mailbox.state() instanceof RetrievalOnly m)
            values.put("eraseOn", m.eraseOn().toString());
        if (!mailbox.holds().isEmpty())
            values.put(
                    "holds",
                    mailbox.holds().keySet().stream().map(Named::word).sorted().collect(Collectors.joining(",")));
        if (mailbox.suspension() != null) values.put("access", "suspended");
        var retrieval = mailbox.retrieval();
        if (retrieval != null) values.put("retrieved", Named.word(retrieval.how()));
        var depublished = HostedRow.depublished(mailbox.state());
        if (depublished != null) values.put("reply", reply(depublished.reply()));
        return values;
    }

    /** With what becomes of the messages: that copies leave the mailbox is what an audit looks for. */
    private static String reply(@Nullable AutoReply reply) {
        return reply == null ? "none" : reply.fate() == AutoReply.Fate.COPIED ? "copied" : "on";
    }
}
