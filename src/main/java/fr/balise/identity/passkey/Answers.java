package fr.balise.identity.passkey;

import com.webauthn4j.verifier.exception.BadChallengeException;
import com.webauthn4j.verifier.exception.BadOriginException;
import com.webauthn4j.verifier.exception.BadRpIdException;
import com.webauthn4j.verifier.exception.BadSignatureException;
import com.webauthn4j.verifier.exception.CrossOriginException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import com.webauthn4j.verifier.exception.UserNotPresentException;
import com.webauthn4j.verifier.exception.UserNotVerifiedException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorResponse;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * Checks what devices answer. Spring Security and webauthn4j do the checking; here they are given one key to look at and keep nothing,
 * so that what follows from an answer is written in one transaction of ours.
 */
@Component
class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    /** Answers have two or three thousand letters. */
    private static final int LONGEST = 20_000;

    private static final TypeReference<PublicKeyCredential<AuthenticatorAttestationResponse>> MADE =
            new TypeReference<>() {};
    private static final TypeReference<PublicKeyCredential<AuthenticatorAssertionResponse>> SHOWN =
            new TypeReference<>() {};

    private final PasskeyStore store;

    Answers(PasskeyStore store) {
        this.store = store;
    }

    /** @param <T> what a good answer gives */
    sealed interface Verdict<T> {
        record Good<T>(T what) implements Verdict<T> {}

        /** @param code for the audit: repeats nothing of the answer */
        record Bad<T>(String code) implements Verdict<T> {}
    }

    /** @param count the device's counter; to be compared with the one that is kept when it is kept anew */
    record ShownKey(PasskeyStore.Kept key, long count) {}

    Verdict<MadeKey> made(PasskeyDoor.Open door, Challenge asked, String json) {
        return checked(() -> {
            var answer = read(json, MADE);
            var one = new OneKey(null);
            operations(door, one)
                    .registerCredential(new ImmutableRelyingPartyRegistrationRequest(
                            Questions.make(door, asked, "", List.of()), new RelyingPartyPublicKey(answer, "")));
            var record = one.saved();
            return new MadeKey(
                    record.getCredentialId().getBytes(),
                    answer.getResponse().getAttestationObject().getBytes(),
                    record.getSignatureCount());
        });
    }

    Verdict<ShownKey> shown(PasskeyDoor.Open door, Challenge asked, String json) {
        return checked(() -> {
            var answer = read(json, SHOWN);
            var kept = store.find(answer.getRawId().getBytes()).orElseThrow(() -> new Refused("unknown"));
            var handle = answer.getResponse().getUserHandle();
            if (handle != null && !handle.equals(Questions.octets(kept.handle()))) throw new Refused("unknown");
            var one = new OneKey(record(kept, answer.getRawId()));
            operations(door, one)
                    .authenticate(new RelyingPartyAuthenticationRequest(Questions.show(door, asked), answer));
            return new ShownKey(kept, one.saved().getSignatureCount());
        });
    }

    private static Webauthn4JRelyingPartyOperations operations(PasskeyDoor.Open door, OneKey one) {
        return new Webauthn4JRelyingPartyOperations(
                one,
                one.asCredentials(),
                PublicKeyCredentialRpEntity.builder()
                        .id(door.party())
                        .name("Balise")
                        .build(),
                Set.of(door.origin()));
    }

    private static CredentialRecord record(PasskeyStore.Kept kept, Bytes id) {
        return ImmutableCredentialRecord.builder()
                .credentialId(id)
                .userEntityUserId(Questions.octets(kept.handle()))
                .attestationObject(new Bytes(kept.attestation()))
                .signatureCount(kept.count())
                .transports(Set.of())
                .label("")
                .build();
    }

    private static <T extends AuthenticatorResponse> PublicKeyCredential<T> read(
            String json, TypeReference<PublicKeyCredential<T>> type) {
        if (json.isBlank() || json.length() > LONGEST) throw new Refused("unreadable");
        var answer = Questions.JSON.readValue(json, type);
        if (answer == null || answer.getRawId() == null || answer.getResponse() == null)
            throw new Refused("unreadable");
        return answer;
    }

    private interface Check<T> {
        T run();
    }

    private static <T> Verdict<T> checked(Check<T> check) {
        try {
            return new Verdict.Good<>(check.run());
        } catch (RuntimeException wrong) {
            var code = code(wrong);
            // Its message may repeat what was sent.
            if (code.equals("other"))
                LOG.warn("passkey refused: {}", wrong.getClass().getName());
            return new Verdict.Bad<>(code);
        }
    }

    private static String code(RuntimeException wrong) {
        return switch (wrong) {
            case Refused refused -> refused.code;
            case JacksonException _, IllegalArgumentException _ -> "unreadable";
            case BadChallengeException _ -> "challenge";
            case BadOriginException _, BadRpIdException _, CrossOriginException _ -> "origin";
            case BadSignatureException _ -> "signature";
            case UserNotVerifiedException _, UserNotPresentException _ -> "not-verified";
            case MaliciousCounterValueException _ -> "counter";
            default -> "other";
        };
    }

    /** Ends a check from within. */
    private static final class Refused extends RuntimeException {
        private final String code;

        Refused(String code) {
            super(code, null, false, false);
            this.code = code;
        }
    }

    /** What Spring Security takes for its tables: the key that is looked at, and what it would be after a good answer. */
    private static final class OneKey implements PublicKeyCredentialUserEntityRepository {
        private final @Nullable CredentialRecord key;
        private @Nullable CredentialRecord saved;

        OneKey(@Nullable CredentialRecord key) {
            this.key = key;
        }

        CredentialRecord saved() {
            if (saved == null) throw new IllegalStateException("a good answer leaves a key");
            return saved;
        }

        @Override
        public PublicKeyCredentialUserEntity findById(Bytes id) {
            return ImmutablePublicKeyCredentialUserEntity.builder()
                    .id(id)
                    .name("")
                    .displayName("")
                    .build();
        }

        @Override
        public @Nullable PublicKeyCredentialUserEntity findByUsername(String username) {
            return null;
        }

        @Override
        public void save(PublicKeyCredentialUserEntity user) {}

        @Override
        public void delete(Bytes id) {}

        UserCredentialRepository asCredentials() {
            return new UserCredentialRepository() {
                @Override
                public @Nullable CredentialRecord findByCredentialId(Bytes id) {
                    return key;
                }

                @Override
                public List<CredentialRecord> findByUserId(Bytes user) {
                    return List.of();
                }

                @Override
                public void save(CredentialRecord record) {
                    saved = record;
                }

                @Override
                public void delete(Bytes id) {}
            };
        }
    }
}
