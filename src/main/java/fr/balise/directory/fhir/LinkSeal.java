package fr.balise.directory.fhir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Seals links to next pages, so that they neither show what was searched nor can be made up: AES-256-GCM under a key that all
 * copies of Balise share, with the walk as associated data.
 */
@Component
class LinkSeal {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int LONGEST = 64_000;

    private final LinkKey key;
    private final SecureRandom random = new SecureRandom();

    LinkSeal(LinkKey key) {
        this.key = key;
    }

    String seal(NextLink link) {
        try {
            var nonce = new byte[NONCE];
            random.nextBytes(nonce);
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, link.walk()).doFinal(link.written());
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(ByteBuffer.allocate(NONCE + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty for anything that this installation did not seal for this walk. */
    Optional<NextLink> open(String walk, String sealed) {
        if (sealed.length() > LONGEST) return Optional.empty();
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(sealed));
            if (bytes.remaining() <= NONCE) return Optional.empty();
            var nonce = new byte[NONCE];
            bytes.get(nonce);
            var rest = new byte[bytes.remaining()];
            bytes.get(rest);
            return Optional.of(
                    NextLink.read(cipher(Cipher.DECRYPT_MODE, nonce, walk).doFinal(rest)));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String walk) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key.bytes(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(("balise next " + walk).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
