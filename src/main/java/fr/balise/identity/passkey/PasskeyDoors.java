package fr.balise.identity.passkey;

import fr.balise.identity.login.IdentitySettings;
import fr.balise.identity.passkey.PasskeyDoor.Shut;
import fr.balise.identity.passkey.PasskeyDoor.Why;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The {@link PasskeyDoor} of the present request. */
@Component
public class PasskeyDoors {
    private static final Logger LOG = LoggerFactory.getLogger(PasskeyDoors.class);

    private final IdentitySettings settings;

    PasskeyDoors(IdentitySettings settings) {
        this.settings = settings;
        if (settings.baseUrl() != null && of(settings.baseUrl()) instanceof Shut(var why) && why != Why.OFF)
            LOG.warn("no passkeys are offered: balise.identity.base-url must be https with a host name ({})", why);
    }

    public PasskeyDoor here() {
        return of(ServletUriComponentsBuilder.fromCurrentContextPath().build().toUri());
    }

    /** Why there are no passkeys here; null where there are. */
    public @Nullable Why shut() {
        return here() instanceof Shut(var why) ? why : null;
    }

    private PasskeyDoor of(URI asked) {
        return PasskeyDoor.of(settings.passkeys().enabled(), settings.baseUrl(), asked);
    }
}
