package fr.balise.identity.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.passkey.PasskeyDoor.Open;
import fr.balise.identity.passkey.PasskeyDoor.Shut;
import fr.balise.identity.passkey.PasskeyDoor.Why;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PasskeyDoorTests {

    @Test
    void theSettingNamesThePortalWhateverIsAsked() {
        opens("https://Balise.cabinet.fr", "http://127.0.0.1:8080", "balise.cabinet.fr", "https://balise.cabinet.fr");
        opens("https://balise.fr:8443", "https://evil.example", "balise.fr", "https://balise.fr:8443");
        opens("https://balise.fr:443/", "https://balise.fr", "balise.fr", "https://balise.fr");
        opens("http://localhost:8080", "http://x.example", "localhost", "http://localhost:8080");
    }

    @Test
    void withoutASettingOnlyThisMachineMayTell() {
        opens(null, "http://localhost:8080", "localhost", "http://localhost:8080");
        shut(null, "https://balise.fr", Why.NO_ADDRESS); // a Host that somebody made up
        shut(null, "http://127.0.0.1:8080", Why.NUMBER);
        shut(null, "http://[::1]:8080", Why.NUMBER);
    }

    @Test
    void whatABrowserWouldRefuseIsNotOffered() {
        shut("http://balise.fr", "https://balise.fr", Why.NOT_ENCRYPTED);
        shut("https://192.0.2.7", "https://192.0.2.7", Why.NUMBER);
        shut("https://[2001:db8::1]", "https://x", Why.NUMBER);
        shut("balise.fr", "https://balise.fr", Why.NO_ADDRESS);
    }

    @Test
    void switchedOffIsOff() {
        assertThat(PasskeyDoor.of(false, URI.create("https://balise.fr"), URI.create("https://balise.fr")))
                .isEqualTo(new Shut(Why.OFF));
    }

    private static void opens(@Nullable String set, String asked, String party, String origin) {
        assertThat(door(set, asked)).isEqualTo(new Open(party, origin));
    }

    private static void shut(@Nullable String set, String asked, Why why) {
        assertThat(door(set, asked)).isEqualTo(new Shut(why));
    }

    private static PasskeyDoor door(@Nullable String set, String asked) {
        return PasskeyDoor.of(true, set == null ? null : URI.create(set), URI.create(asked));
    }
}
