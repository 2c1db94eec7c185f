package fr.balise.mailbox.lifecycle;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the structures behind each mail domain allow of the mail in it. A domain without a line follows the default: within one legal
 * controller, which is one owner.
 *
 * @param domains by domain, for instance {@code ch-estuaire.mssante.fr}; written in YAML as {@code "[ch-estuaire.mssante.fr]"}
 */
@ConfigurationProperties("balise.mailbox.transfer")
public record TransferSettings(@DefaultValue Map<String, Policy> domains) {
    public TransferSettings {
        domains = Map.copyOf(domains);
    }

    /** @param export, copy, forwarding null for the default */
    public record Policy(
            @Nullable Rule export,
            @Nullable Rule copy,
            @Nullable Rule forwarding) {

        @Nullable
        Rule of(Transfer.Use use) {
            return switch (use) {
                case EXPORT -> export;
                case COPY -> copy;
                case FORWARDING -> forwarding;
            };
        }
    }

    public enum Rule {
        ALLOWED,
        /** Only once the structure agreed, in writing, for this one mailbox. */
        AGREEMENT,
        FORBIDDEN
    }
}
