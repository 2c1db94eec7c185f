package fr.balise.record;

import fr.balise.identity.Sealing;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Seals what the database must not show. The key lies beside the database, in the same backup. */
@Component
class Seals {
    private final Sealing sealing;

    Seals(@Value("${balise.data}") Path data) {
        sealing = new Sealing(data.toAbsolutePath().resolve("keys").resolve("record.key"));
    }

    /** @param about what it belongs to: sealed for one thing, it opens for no other */
    byte[] seal(String text, String about) {
        return sealing.seal(text, about);
    }

    /** Empty when it was changed, belongs to something else, or the key is gone. */
    Optional<String> open(byte[] sealed, String about) {
        return sealing.open(sealed, about);
    }
}
