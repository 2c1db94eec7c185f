package fr.balise.mailstore;

import fr.balise.kernel.MailAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Another operator with one mailbox in memory, which opens for one password, under whatever address. */
public final class InMemoryElsewhere implements ElsewhereMail {
    private final MailStore store;
    private final AccountId account;
    private final Credential good;
    private final AtomicInteger asked = new AtomicInteger();

    public InMemoryElsewhere(MailStore store, AccountId account, Credential good) {
        this.store = store;
        this.account = account;
        this.good = good;
    }

    /** Logins that were tried. */
    public int asked() {
        return asked.get();
    }

    @Override
    public boolean knows(String domain) {
        return true;
    }

    @Override
    public Answer open(MailAddress mailbox, Credential credential) {
        asked.incrementAndGet();
        return credential.equals(good)
                ? new Answer.Opened(store.open(account))
                : new Answer.Refused(Why.WRONG_CREDENTIAL);
    }
}
