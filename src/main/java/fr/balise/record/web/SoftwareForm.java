package fr.balise.record.web;

import fr.balise.record.way.Software;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Record software as staff types it.
 *
 * @param serves one address or domain a line
 * @param secret empty to keep the one that is there
 * @param forget whether the secret goes
 */
record SoftwareForm(
        long id,
        Software.Kind kind,
        String name,
        String address,
        String login,
        String secret,
        boolean forget,
        String hostKey,
        String receiver,
        boolean pdf,
        boolean answers,
        String serves,
        boolean active) {

    static SoftwareForm empty(Software.Kind kind) {
        return new SoftwareForm(0, kind, "", "", "", "", false, "", "", false, false, "", true);
    }

    static SoftwareForm of(Software one) {
        return new SoftwareForm(
                one.id(),
                one.kind(),
                one.name(),
                one.address().toString(),
                one.login(),
                "",
                false,
                one.hostKey(),
                one.receiver(),
                one.pdf(),
                one.answers(),
                one.serves().stream().sorted().collect(Collectors.joining("\n")),
                one.active());
    }

    /** Empty when the address is none at all. */
    Optional<Software> software() {
        try {
            return Optional.of(new Software(
                    id,
                    name.strip(),
                    kind,
                    new URI(address.strip()),
                    login.strip(),
                    secret.strip(),
                    hostKey.strip(),
                    receiver.strip(),
                    pdf,
                    answers,
                    Arrays.stream(serves.split("[\\s,;]+"))
                            .map(one -> one.toLowerCase(Locale.ROOT))
                            .filter(one -> !one.isEmpty())
                            .collect(Collectors.toSet()),
                    active));
        } catch (java.net.URISyntaxException none) {
            return Optional.empty();
        }
    }

    /** Shown again after a refusal: never with what was typed as the secret. */
    SoftwareForm shown() {
        return new SoftwareForm(
                id, kind, name, address, login, "", forget, hostKey, receiver, pdf, answers, serves, active);
    }

    @Override
    public String toString() {
        return "SoftwareForm[" + id + "]";
    }
}
