package fr.balise.outbox;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the way out. */
@Configuration(proxyBeanMethods = false)
class Ways {
    @Bean(name = Delivery.WAY, defaultCandidate = false)
    Delivery way(OutboxSettings settings, FileDelivery files) {
        return switch (settings.adapter()) {
            case FILE -> files;
            case SMTP -> new SmtpDelivery(settings);
        };
    }
}
