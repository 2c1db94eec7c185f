package fr.balise.portal.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTests {

    @Test
    void aDemoStartsOnNoDatabaseButItsOwnSinceItEmptiesIt(@TempDir Path home) throws Exception {
        var config = Files.createDirectories(home.resolve("config")).resolve("application.yaml");
        Files.writeString(config, "balise:\n  postgresql:\n    url: jdbc:postgresql://127.0.0.1:1/clinic\n");
        var data = home.resolve("data");
        var demo = new Supervisor(new Instance(Instance.Kind.DEMO, home, data, 0, List.of()), _ -> {});
        assertThatThrownBy(demo::start).isInstanceOf(Failure.class).hasMessageContaining("balise.postgresql.url");
        assertThat(data).doesNotExist();
    }
}
