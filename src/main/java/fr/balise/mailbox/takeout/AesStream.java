package fr.balise.mailbox.takeout;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One entry of a ZIP encrypted as WinZip does (AE-2, AES-256): PBKDF2-HMAC-SHA1 of 1,000 rounds, counter mode with a little-endian
 * counter from 1, and the first ten octets of an HMAC-SHA1 over what was encrypted. The JDK has the parts and not the whole.
 */
final class AesStream {
    static final int SALT = 16;
    static final int VERIFIER = 2;
    static final int MAC = 10;

    private static final int KEY = 32;
    private static final int ROUNDS = 1_000;
    private static final int BLOCK = 16;
    private static final int BATCH = 4_096 * BLOCK;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Cipher cipher;
    private final Mac mac;
    private final byte[] verifier;
    private final byte[] counters = new byte[BATCH];
    private final byte[] stream = new byte[BATCH];
    private long next;
    private int used = BATCH;

    AesStream(String passphrase, byte[] salt) {
        try {
            var spec = new PBEKeySpec(passphrase.toCharArray(), salt, ROUNDS, (2 * KEY + VERIFIER) * 8);
            var keys = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
                    .generateSecret(spec)
                    .getEncoded();
            cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keys, 0, KEY, "AES"));
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(keys, KEY, KEY, "HmacSHA1"));
            verifier = Arrays.copyOfRange(keys, 2 * KEY, 2 * KEY + VERIFIER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] verifier() {
        return verifier.clone();
    }

    /** Encrypts in place. */
    void encrypt(byte[] octets, int from, int length) {
        for (int done = 0; done < length; ) {
            if (used == BATCH) refill();
            int n = Math.min(length - done, BATCH - used);
            mix(octets, from + done, used, n);
            used += n;
            done += n;
        }
        mac.update(octets, from, length);
    }

    /** Eight octets at a time. */
    private void mix(byte[] octets, int at, int from, int length) {
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES)
            LONGS.set(octets, at + i, (long) LONGS.get(octets, at + i) ^ (long) LONGS.get(stream, from + i));
        for (; i < length; i++) octets[at + i] ^= stream[from + i];
    }

    /** Goes past what an earlier turn encrypted already. */
    void pass(byte[] encrypted, int from, int length) {
        for (int done = 0; done < length; ) {
            if (used == BATCH) refill();
            int n = Math.min(length - done, BATCH - used);
            used += n;
            done += n;
        }
        mac.update(encrypted, from, length);
    }

    byte[] end() {
        return Arrays.copyOf(mac.doFinal(), MAC);
    }

    private void refill() {
        for (int at = 0; at < BATCH; at += BLOCK) {
            next++;
            LONGS.set(counters, at, next);
        }
        try {
            cipher.update(counters, 0, BATCH, stream, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        used = 0;
    }
}
