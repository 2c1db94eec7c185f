package fr.balise.mailstore;

import fr.balise.identity.Sealing;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Seals what opens mailboxes elsewhere. The key is in the backup beside the database and not in it: whoever has one of the two has nothing. */
@Component
class SecretBox {
    private final Sealing sealing;

    SecretBox(@Value("${balise.data}") Path data) {
        sealing = new Sealing(data.toAbsolutePath().resolve("keys").resolve("elsewhere.key"));
    }

    /** @param belongsTo whose it is: opened for anybody else, it does not open */
    byte[] seal(String secret, String belongsTo) {
        return sealing.seal(secret, belongsTo);
    }

    /** Empty when it was changed, belongs to somebody else, or was sealed with a key that is gone. */
    Optional<String> open(byte[] sealed, String belongsTo) {
        return sealing.open(sealed, belongsTo);
    }
}
