package fr.balise.hygiene;

import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MailStore.Unavailable;
import fr.balise.mailstore.OpenMailbox;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Removes what nobody took back in time. While a hold stands nothing is. */
@Component
class ForGood {
    private static final Logger LOG = LoggerFactory.getLogger(ForGood.class);

    private final Lifecycle lifecycle;
    private final ObjectProvider<MailStore> store;

    ForGood(Lifecycle lifecycle, ObjectProvider<MailStore> store) {
        this.lifecycle = lifecycle;
        this.store = store;
    }

    /** @return whether it is gone now: an erased mailbox took everything with it; false is tried again later */
    boolean in(AccountId account, Consumer<OpenMailbox> remove) {
        if (lifecycle
                .find(new MailboxId(account.value()))
                .filter(Hosted::restrained)
                .isPresent()) return false;
        try (var mailbox = store.getObject().open(account)) {
            remove.accept(mailbox);
        } catch (NoSuchElementException erased) {
            return true;
        } catch (Unavailable down) {
            LOG.info("of mailbox {} what is over is removed later: {}", account, down.getMessage());
            return false;
        }
        return true;
    }
}
