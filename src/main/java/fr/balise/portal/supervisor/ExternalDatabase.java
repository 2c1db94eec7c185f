package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The setting {@code balise.postgresql.url}: a PostgreSQL of the operator's own. */
public final class ExternalDatabase {
    private ExternalDatabase() {}

    /** Its JDBC address; empty when the embedded server is to be used. */
    public static Optional<String> url(Path home) throws IOException {
        return Installation.setting(home, "balise.postgresql.url");
    }
}
