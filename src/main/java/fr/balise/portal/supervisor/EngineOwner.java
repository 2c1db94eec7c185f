package fr.balise.portal.supervisor;

import fr.balise.portal.supervisor.Instance.Kind;
import fr.balise.portal.supervisor.Instance.MailPort;
import java.io.IOException;

/** Whose Postfix and Dovecot an instance works with: the setting {@code balise.engine.servers}. */
enum EngineOwner {
    /** Instances in the data folder, which the supervisor starts and stops. */
    BALISE,
    /** The system's, which systemd starts and stops; Balise renders their configuration and looks whether they answer. */
    SYSTEM;

    /** A demo has servers of its own, always. @throws Failure when the setting is another word */
    static EngineOwner of(Instance instance) throws IOException {
        if (instance.kind() == Kind.DEMO) return BALISE;
        var word =
                Installation.setting(instance.home(), "balise.engine.servers").orElse("own");
        return switch (word) {
            case "own" -> BALISE;
            case "system" -> SYSTEM;
            default -> throw new Failure("balise.engine.servers is own or system, not " + word + ".");
        };
    }

    int port(Instance instance, MailPort port) {
        return this == SYSTEM ? instance.standardPort(port) : instance.port(port);
    }
}
