package fr.balise.identity.login;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.stereotype.Component;

/** The providers of this instance. There may be none: then nobody can log in, and nothing was contacted. */
@Component
public class Registrations implements ClientRegistrationRepository {
    private final List<OpenIdProvider> providers;

    Registrations(ObjectProvider<OpenIdProvider> providers) {
        this.providers = providers.orderedStream().toList();
    }

    public List<OpenIdProvider> providers() {
        return providers;
    }

    public Optional<OpenIdProvider> provider(String id) {
        return providers.stream().filter(p -> p.id().equals(id)).findFirst();
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String registrationId) {
        return provider(registrationId).map(OpenIdProvider::registration).orElse(null);
    }
}
