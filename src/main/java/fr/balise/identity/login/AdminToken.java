package fr.balise.identity.login;

import fr.balise.identity.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The secret by which the command line shows that it may read the data folder: a fresh one at each start, in the file {@code
 * admin.token}, for its owner alone.
 */
@Component
class AdminToken {
    static final String HEADER = "X-Balise-Admin";
    private static final String FILE = "admin.token";

    private final String secret = Secrets.fresh();

    AdminToken(@Value("${balise.data}") Path data) {
        try {
            var folder = Files.createDirectories(data.toAbsolutePath());
            // Made with its permissions and moved into place: never readable by others, never half written.
            var fresh = Files.createTempFile(
                    folder,
                    ".admin",
                    ".token",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, secret + "\n");
            Files.move(
                    fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean is(@Nullable String shown) {
        return shown != null && Secrets.same(secret, shown);
    }
}
