package fr.balise.identity;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.Balise;
import fr.balise.testing.FreshDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Starting in the wrong way, which must fail with a sentence. */
@NullUnmarked
class InstanceMarkTests {
    @TempDir
    Path data;

    @Test
    void aRealInstallationDoesNotStartAsADemo() throws Exception {
        Files.writeString(data.resolve("instance"), "real\n");
        assertThatThrownBy(() -> start("demo")).rootCause().hasMessageContaining("cannot run as a demo");
    }

    @Test
    void theDemoLoginAndARealProviderExcludeEachOther() {
        assertThatThrownBy(() -> start(
                        "default", "balise.identity.insecure-demo-login=true", "balise.identity.staff.enabled=true"))
                .rootCause()
                .hasMessageContaining("switch one of them off");
    }

    @Test
    void aProviderThatIsHalfConfiguredIsNamedWithWhatItLacks() {
        assertThatThrownBy(
                        () -> start("default", "balise.identity.psc.enabled=true", "balise.identity.psc.client-id=x"))
                .rootCause()
                .hasMessageContaining("balise.identity.psc is enabled, but lacks")
                .hasMessageContaining("token-uri")
                .hasMessageContaining("client-secret or ssl-bundle");
    }

    private void start(String profile, String... settings) {
        var arguments = Arrays.stream(settings).map(setting -> "--" + setting).toArray(String[]::new);
        try (ConfigurableApplicationContext _ = new SpringApplicationBuilder(Balise.class)
                .profiles(profile)
                .initializers(
                        new FreshDatabase(),
                        context -> context.getEnvironment()
                                .getPropertySources()
                                .addFirst(new MapPropertySource("folder", Map.of("balise.data", data.toString()))))
                .properties("server.port=0")
                .run(arguments)) {
            throw new AssertionError("started");
        }
    }
}
