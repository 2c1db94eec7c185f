package fr.balise.mailbox;

import fr.balise.mailstore.MailDomains;
import java.util.Set;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells the mail servers which domains are this installation's own. */
@Component
class HostedDomains implements SmartInitializingSingleton {
    private final MailDomains domains;
    private final ServiceMailbox service;
    private final MailboxSettings settings;

    HostedDomains(MailDomains domains, ServiceMailbox service, MailboxSettings settings) {
        this.domains = domains;
        this.service = service;
        this.settings = settings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        domains.host(Set.copyOf(settings.ownDomains()));
        service.settle();
    }

    /** Again and again, since a demo that begins anew forgets its mailboxes. */
    @Scheduled(initialDelayString = "1m", fixedDelayString = "1m")
    void owe() {
        service.settle();
    }
}
