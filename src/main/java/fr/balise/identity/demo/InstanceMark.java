package fr.balise.identity.demo;

import fr.balise.identity.login.IdentitySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * What a data folder was begun as, written into it at the first start: {@code demo} or {@code real}. A real installation cannot
 * become a demo by a stray setting, and so never lets people log in as anyone.
 */
@Component
class InstanceMark {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceMark.class);
    private static final String FILE = "instance";

    InstanceMark(@Value("${balise.data}") Path data, Environment environment, IdentitySettings settings) {
        var demo = environment.acceptsProfiles(Profiles.of("demo"));
        refuseMixture(demo, settings);
        var begunAs = read(data.toAbsolutePath(), demo ? "demo" : "real");
        if (demo && !begunAs.equals("demo"))
            throw new IllegalStateException("this data folder holds a real installation: it cannot run as a demo");
        if (!demo && settings.insecureDemoLogin())
            LOG.warn(
                    "balise.identity.insecure-demo-login is on: everyone who reaches this portal may log in as anyone");
    }

    private static void refuseMixture(boolean demo, IdentitySettings settings) {
        if ((demo || settings.insecureDemoLogin())
                && (settings.psc().enabled() || settings.staff().enabled()))
            throw new IllegalStateException(
                    "the demo login and a real provider are both on: switch one of them off (balise.identity.*)");
    }

    private static String read(Path data, String otherwise) {
        try {
            Files.createDirectories(data);
            var mark = data.resolve(FILE);
            if (!Files.exists(mark)) Files.writeString(mark, otherwise + "\n");
            return Files.readString(mark).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
