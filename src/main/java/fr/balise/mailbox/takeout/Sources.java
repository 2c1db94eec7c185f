package fr.balise.mailbox.takeout;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.ElsewhereConnections;
import fr.balise.mailstore.ElsewhereMail.Answer;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.OpenMailbox;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What is to be taken out, wherever it is held. */
@Component
class Sources {
    /** Key of the message for a mailbox elsewhere whose password was removed. */
    static final String DISCONNECTED = "mailbox.takeout.failed.disconnected";

    private final MailStore store;
    private final Lifecycle lifecycle;
    private final ElsewhereConnections connections;

    Sources(MailStore store, Lifecycle lifecycle, ElsewhereConnections connections) {
        this.store = store;
        this.lifecycle = lifecycle;
        this.connections = connections;
    }

    MailAddress address(MailSource source) {
        return switch (source) {
            case MailSource.Held(var id) -> lifecycle.find(id).orElseThrow().address();
            case MailSource.Elsewhere one -> one.address();
        };
    }

    /**
     * Goes over the network.
     *
     * @param owner account of whoever connected a mailbox elsewhere
     * @throws GaveUp when the other operator's server is not opened by what is kept
     * @throws MailStore.Unavailable when it does not answer
     */
    OpenMailbox open(long owner, MailSource source) {
        return switch (source) {
            case MailSource.Held(var id) -> store.open(new AccountId(id.value()));
            case MailSource.Elsewhere one -> opened(connections.open(owner, one.address()));
        };
    }

    /** A password that is no longer good is not tried again: that would cost the mailbox its own limits at its operator. */
    private static OpenMailbox opened(Optional<Answer> answer) {
        return switch (answer.orElseThrow(() -> new GaveUp(DISCONNECTED))) {
            case Answer.Opened(var mailbox) -> mailbox;
            case Answer.Refused(var why) ->
                throw switch (why) {
                    case UNREACHABLE -> new MailStore.Unavailable("the other operator does not answer", null);
                    case WRONG_CREDENTIAL, NO_TOKENS -> new GaveUp("mailbox.connection.refused.stale");
                    case NOT_LISTED -> new GaveUp("mailbox.connection.refused.not-listed");
                    case NOT_TRUSTED -> new GaveUp("mailbox.connection.refused.not-trusted");
                };
        };
    }
}
