package fr.balise.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;

/** Pro Santé Connect as its addresses behave, with every answer open to faults. Its own checks are strict. */
@NullUnmarked
final class FakePsc {
    static final String CLIENT = "balise-test";
    static final String SECRET = "a secret: with/odd+characters";
    static final String ACCESS_TOKEN = "access-token-that-nobody-keeps-4711";
    private static final RSAKey KEY = key("one");
    private static final RSAKey OTHER_KEY = key("one");

    final HttpServer server;

    /** What the next login will say; {@link #reset} brings back the well-behaved answers. */
    String acr;

    String nonce;
    String issuer;
    String audience;
    String subject;
    String userInfo;
    int userInfoStatus;
    long expiresIn;
    boolean foreignKey;
    boolean unsigned;

    /** What the login asked for. */
    Map<String, String> asked = Map.of();

    String tokenForm = "";

    FakePsc() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/token", this::token);
        server.createContext("/userinfo", this::userInfo);
        server.createContext("/certs", http -> answer(http, 200, new JWKSet(KEY).toString()));
        server.start();
        reset();
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void reset() {
        acr = "eidas1";
        nonce = null;
        issuer = base();
        audience = CLIENT;
        subject = "f:00000000-0000-0000-0000-000000000001:899700000013";
        userInfo = "{}";
        userInfoStatus = 200;
        expiresIn = 120;
        foreignKey = false;
        unsigned = false;
    }

    /** Hears an authorization request; the query of the address to which a browser is sent back. */
    String authorize(String location) {
        asked = form(location.substring(location.indexOf('?') + 1));
        return "?code=the-code&state=" + asked.get("state").replace("=", "%3D");
    }

    private void token(HttpExchange http) throws IOException {
        tokenForm = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var form = form(tokenForm);
        var proper = "the-code".equals(form.get("code"))
                && challenge(form.get("code_verifier")).equals(asked.get("code_challenge"))
                && asked.get("redirect_uri").equals(form.get("redirect_uri"))
                && basic().equals(http.getRequestHeaders().getFirst("Authorization"));
        if (!proper) {
            answer(http, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        answer(
                http,
                200,
                "{\"access_token\":\"" + ACCESS_TOKEN
                        + "\",\"refresh_token\":\"refresh-4711\",\"token_type\":\"Bearer\",\"expires_in\":120,\"id_token\":\""
                        + idToken() + "\"}");
    }

    private void userInfo(HttpExchange http) throws IOException {
        var known = ("Bearer " + ACCESS_TOKEN).equals(http.getRequestHeaders().getFirst("Authorization"));
        answer(http, known ? userInfoStatus : 401, userInfo);
    }

    private String idToken() {
        var now = Clock.systemUTC().instant();
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject)
                .audience(audience)
                .issueTime(Date.from(now.minusSeconds(Math.max(0, -expiresIn) + 1)))
                .expirationTime(Date.from(now.plusSeconds(expiresIn)))
                .claim("nonce", nonce == null ? asked.get("nonce") : nonce);
        if (acr != null) claims.claim("acr", acr);
        try {
            if (unsigned) return new PlainJWT(new PlainHeader(), claims.build()).serialize();
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims.build());
            token.sign(new RSASSASigner(foreignKey ? OTHER_KEY : KEY));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String basic() {
        var pair = encode(CLIENT) + ":" + encode(SECRET);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), (a, b) -> b));
    }

    private static void answer(HttpExchange http, int status, String json) throws IOException {
        var octets = json.getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", "application/json");
        http.sendResponseHeaders(status, octets.length);
        try (var out = http.getResponseBody()) {
            out.write(octets);
        }
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
