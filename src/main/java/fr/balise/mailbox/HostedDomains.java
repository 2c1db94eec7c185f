package fr.balise.mailbox;

import fr.balise.mailstore.MailDomains;
import java.util.Set;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Tells the mail servers which domains are this installation's own. */
@Component
class HostedDomains implements SmartInitializingSingleton {
    private final MailDomains domains;
    private final MailboxSettings settings;

    HostedDomains(MailDomains domains, MailboxSettings settings) {
        this.domains = domains;
        this.settings = settings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        domains.host(Set.copyOf(settings.ownDomains()));
    }
}
