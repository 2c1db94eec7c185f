package fr.balise.mailbox;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailDomains;
import java.util.Set;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells the mail servers which domains are this installation's own. */
@Component
class HostedDomains implements SmartInitializingSingleton {
    /** No mailbox of a person has this number: theirs begin at 1. */
    private static final AccountId POSTMASTER = new AccountId(0);

    private final MailDomains domains;
    private final MailAccounts accounts;
    private final MailboxSettings settings;

    HostedDomains(MailDomains domains, MailAccounts accounts, MailboxSettings settings) {
        this.domains = domains;
        this.accounts = accounts;
        this.settings = settings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        domains.host(Set.copyOf(settings.ownDomains()));
        owe();
    }

    /** Again and again, since a demo that begins anew forgets its mailboxes. */
    @Scheduled(initialDelayString = "1m", fixedDelayString = "1m")
    void owe() {
        if (settings.ownDomains().isEmpty()) return;
        domains.owe(postmaster());
    }

    /** Where nothing is set, mail waits in a mailbox of its own: it is taken and not lost. */
    private MailAddress postmaster() {
        var set = settings.postmaster();
        if (!set.isBlank()) return MailAddress.parse(set);
        var own = new MailAddress("postmaster", settings.ownDomains().getFirst());
        accounts.open(POSTMASTER, own);
        return own;
    }
}
