package fr.balise.identity.demo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import fr.balise.kernel.NationalPersonId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Signed tokens of the demo's provider. Its key lives as long as the process: no login lasts longer than seconds. */
@Component
@DemoLoginOnly
class DemoTokens {
    static final String ISSUER = "http://127.0.0.1/demo/idp";

    /** As at Pro Santé Connect. */
    static final Duration LIFE = Duration.ofMinutes(2);

    private final InstantSource clock;
    private @Nullable RSAKey key;

    DemoTokens(InstantSource clock) {
        this.clock = clock;
    }

    String idToken(NationalPersonId person, String audience, String nonce) {
        var now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(DemoClaims.subject(person))
                .audience(audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .claim("auth_time", now.getEpochSecond())
                .claim("acr", "eidas1")
                .claim("preferred_username", person.value());
        if (!nonce.isEmpty()) claims.claim("nonce", nonce);
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key().getKeyID())
                            .build(),
                    claims.build());
            token.sign(new RSASSASigner(key()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    Map<String, Object> keys() {
        return new JWKSet(key()).toJSONObject(true);
    }

    /** Made at the first login: a start should not wait for it. */
    private synchronized RSAKey key() {
        try {
            var made = key;
            if (made == null)
                key = made = new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
            return made;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
