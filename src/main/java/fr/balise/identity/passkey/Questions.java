package fr.balise.identity.passkey;

import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.springframework.security.web.webauthn.api.AttestationConveyancePreference;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialDescriptor;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialParameters;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import tools.jackson.databind.json.JsonMapper;

/** What browsers are asked, in the form that they understand [WEBAUTHN 5.4, 5.5]. */
final class Questions {
    static final JsonMapper JSON =
            JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();

    private Questions() {}

    /**
     * A key that the device can find without a name being typed, that opens by finger, face or code only, and that says nothing of
     * which model made it.
     *
     * @param name for the person's own list of keys on the device
     * @param known the keys that the account has already
     */
    static PublicKeyCredentialCreationOptions make(
            PasskeyDoor.Open door, Challenge asked, String name, List<byte[]> known) {
        return PublicKeyCredentialCreationOptions.builder()
                .rp(PublicKeyCredentialRpEntity.builder()
                        .id(door.party())
                        .name("Balise")
                        .build())
                .user(ImmutablePublicKeyCredentialUserEntity.builder()
                        .id(octets(asked.handle()))
                        .name(name)
                        .displayName(name)
                        .build())
                .challenge(octets(asked.word()))
                .pubKeyCredParams(
                        PublicKeyCredentialParameters.EdDSA,
                        PublicKeyCredentialParameters.ES256,
                        PublicKeyCredentialParameters.RS256)
                .timeout(Challenge.LIFE)
                .excludeCredentials(known.stream()
                        .map(id -> PublicKeyCredentialDescriptor.builder()
                                .id(new Bytes(id))
                                .transports(Set.of())
                                .build())
                        .toList())
                .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .residentKey(ResidentKeyRequirement.REQUIRED)
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .build())
                .attestation(AttestationConveyancePreference.NONE)
                .build();
    }

    /** Any key of this portal: the device offers those that it has. */
    static PublicKeyCredentialRequestOptions show(PasskeyDoor.Open door, Challenge asked) {
        return PublicKeyCredentialRequestOptions.builder()
                .rpId(door.party())
                .challenge(octets(asked.word()))
                .timeout(Challenge.LIFE)
                .userVerification(UserVerificationRequirement.REQUIRED)
                .build();
    }

    static Bytes octets(String base64) {
        return new Bytes(Base64.getUrlDecoder().decode(base64));
    }
}
