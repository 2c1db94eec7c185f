package fr.balise.portal.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who owns what in the data folder; only root has something to hand over. */
@NullUnmarked
class DataFolderTests {
    @TempDir
    Path place;

    Path secrets;
    Account account;

    @BeforeEach
    void asRoot() throws IOException, InterruptedException {
        assumeTrue(Account.isRoot());
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        secrets = Files.createDirectories(place.resolve("data/secrets"));
        account = Account.ensure();
    }

    @Test
    void secretsThatRootPutThereBeforeTheFirstStartBecomeTheUsersAlone() throws Exception {
        var password = Files.writeString(secrets.resolve("engine.dovecot"), "invented");
        prepare();
        assertThat(Files.getOwner(secrets).getName()).isEqualTo(account.name());
        assertThat(Files.getOwner(password).getName()).isEqualTo(account.name());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                .isEqualTo("rw-------");
    }

    @Test
    void aSecretPutThereLaterForRootAloneIsNamedWithWhatToDo() throws Exception {
        prepare();
        var late = Files.writeString(secrets.resolve("late"), "invented");
        Files.setPosixFilePermissions(late, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(this::prepare)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("cannot read " + late)
                .hasMessageContaining("chown " + account.name());
    }

    @Test
    void whatALinkLeadsToKeepsItsOwner() throws Exception {
        var elsewhere = Files.writeString(place.resolve("elsewhere"), "root's");
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-r--r--"));
        Files.createSymbolicLink(secrets.resolve("link"), elsewhere);
        prepare();
        assertThat(Files.getOwner(elsewhere).getName()).isEqualTo("root");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(elsewhere)))
                .isEqualTo("rw-r--r--");
    }

    private void prepare() throws IOException, InterruptedException {
        new DataFolder(new Instance(Instance.Kind.MAIN, place, place.resolve("data"), 0, List.of()), account).prepare();
    }
}
