package fr.balise.mailbox.takeout;

import fr.balise.identity.Sealing;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Seals the passphrase of an export while it is made. Whoever loses the key cannot resume exports, and loses nothing else. */
@Component
class SealKey {
    private final Sealing sealing;

    SealKey(@Value("${balise.data}/keys/seal.key") Path file) {
        sealing = new Sealing(file);
    }

    /** @param about what it belongs to: sealed for one thing, it opens for no other */
    byte[] seal(String text, String about) {
        return sealing.seal(text, ofExport(about));
    }

    /** @throws IllegalStateException for what this installation did not seal about that thing */
    String open(byte[] sealed, String about) {
        return sealing.open(sealed, ofExport(about))
                .orElseThrow(() -> new IllegalStateException("sealed by another key, or about another thing"));
    }

    private static String ofExport(String about) {
        return "balise export " + about;
    }
}
