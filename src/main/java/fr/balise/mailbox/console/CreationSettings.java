package fr.balise.mailbox.console;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which addresses are given to new mailboxes.
 *
 * @param pattern what stands before the @ of a person: {@code {prenom}}, {@code {nom}}, {@code {p}} (initial of the first name) between
 *     letters, digits, dots, hyphens and underscores
 * @param structurePattern the same for a structure: {@code {service}} or {@code {structure}}
 * @param patterns by mail domain, in place of {@code pattern}: {@code balise.mailbox.creation.patterns.[hopital.mssante.fr]}
 * @param strict whether an address of a person that does not follow the pattern is refused
 */
@ConfigurationProperties("balise.mailbox.creation")
public record CreationSettings(
        @DefaultValue("{prenom}.{nom}") String pattern,
        @DefaultValue("{service}") String structurePattern,
        @DefaultValue Map<String, String> patterns,
        @DefaultValue("false") boolean strict) {

    public CreationSettings {
        patterns = Map.copyOf(patterns);
        // A slip in a pattern is told at the start, not to the first person who opens a mailbox.
        new AddressPattern(pattern);
        new AddressPattern(structurePattern);
        patterns.values().forEach(AddressPattern::new);
    }

    AddressPattern ofPeople(String domain) {
        return new AddressPattern(patterns.getOrDefault(domain, pattern));
    }

    AddressPattern ofStructures() {
        return new AddressPattern(structurePattern);
    }
}
