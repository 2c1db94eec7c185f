package fr.balise.identity;

import fr.balise.kernel.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A device with one passkey, in software: answers as browsers do, and lies where a test says so. */
final class SoftKey {
    private static final byte USER_PRESENT = 0x01;
    private static final byte USER_VERIFIED = 0x04;
    private static final byte KEY_FOLLOWS = 0x40;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final byte[] id = new byte[16];
    private final KeyPair pair;
    private String handle = "";

    /** What the device says of the page that asks. */
    String origin;

    String party = "localhost";
    boolean verifies = true;

    /** Signatures before the next one; a device that does not count stays at zero. */
    int count = 1;

    SoftKey(String origin) throws GeneralSecurityException {
        this.origin = origin;
        new SecureRandom().nextBytes(id);
        var keys = KeyPairGenerator.getInstance("EC");
        keys.initialize(new ECGenParameterSpec("secp256r1"));
        pair = keys.generateKeyPair();
    }

    /** @param question what the portal asks, as JSON */
    String made(String question) {
        var asked = JsonMapper.shared().readTree(question);
        handle = asked.get("user").get("id").asString();
        var head = HexFormat.of().parseHex("a363666d74646e6f6e656761747453746d74a0686175746844617461" + "58");
        var data = join(authData(KEY_FOLLOWS), new byte[16], new byte[] {0, 16}, id, cose());
        var response = JsonMapper.shared()
                .createObjectNode()
                .put("attestationObject", BASE64.encodeToString(join(head, new byte[] {(byte) data.length}, data)))
                .put("clientDataJSON", BASE64.encodeToString(client("webauthn.create", asked)));
        return answer(response);
    }

    String shown(String question) throws GeneralSecurityException {
        var client = client("webauthn.get", JsonMapper.shared().readTree(question));
        var data = authData((byte) 0);
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(data);
        signature.update(sha256(client));
        var response = JsonMapper.shared()
                .createObjectNode()
                .put("authenticatorData", BASE64.encodeToString(data))
                .put("clientDataJSON", BASE64.encodeToString(client))
                .put("signature", BASE64.encodeToString(signature.sign()))
                .put("userHandle", handle);
        return answer(response);
    }

    private String answer(JsonNode response) {
        var answer = JsonMapper.shared()
                .createObjectNode()
                .put("id", BASE64.encodeToString(id))
                .put("rawId", BASE64.encodeToString(id))
                .put("type", "public-key");
        answer.putObject("clientExtensionResults");
        answer.set("response", response);
        return answer.toString();
    }

    private byte[] authData(byte more) {
        byte flags = (byte) (USER_PRESENT | more | (verifies ? USER_VERIFIED : 0));
        return join(
                Sha256.of(party),
                new byte[] {flags},
                ByteBuffer.allocate(4).putInt(count).array());
    }

    private byte[] client(String type, JsonNode asked) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("type", type)
                .put("challenge", asked.get("challenge").asString())
                .put("origin", origin)
                .put("crossOrigin", false)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The public key as devices write it [RFC9053 7.1.1]. */
    private byte[] cose() {
        var point = ((ECPublicKey) pair.getPublic()).getW();
        return join(
                HexFormat.of().parseHex("a5010203262001215820"),
                unsigned(point.getAffineX().toByteArray()),
                HexFormat.of().parseHex("225820"),
                unsigned(point.getAffineY().toByteArray()));
    }

    private static byte[] unsigned(byte[] number) {
        var octets = new byte[32];
        int length = Math.min(32, number.length);
        System.arraycopy(number, number.length - length, octets, 32 - length, length);
        return octets;
    }

    private static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) all.writeBytes(part);
        return all.toByteArray();
    }

    private static byte[] sha256(byte[] octets) throws GeneralSecurityException {
        return java.security.MessageDigest.getInstance("SHA-256").digest(octets);
    }
}
