package fr.balise.mailbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.ApiKeys;
import fr.balise.testing.FreshDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/** The calls of docs/fhir-write.md, run by the shell as a reader would, against a demo: a page that lies breaks the build. */
@NullUnmarked
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
@ContextConfiguration(initializers = FreshDatabase.class)
class DocumentedCallsModuleTests {
    private static final String ADDRESS = "a.ndiaye@balise-demo.mssante.fr";

    @LocalServerPort
    int port;

    @Autowired
    ApiKeys keys;

    @Test
    void everyCallOfThePageDoesWhatThePageSays() throws Exception {
        var page = Files.readString(Path.of("docs/fhir-write.md"));
        var script = page.substring(page.indexOf("```sh\n") + 6);
        script = script.substring(0, script.indexOf("```"));
        var shell = new ProcessBuilder("bash", "-e", "-u", "-o", "pipefail", "-c", script).redirectErrorStream(true);
        shell.environment().put("B", "http://127.0.0.1:" + port + "/fhir");
        shell.environment().put("KEY", keys.issue("page", Set.of(), true));
        var process = shell.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        var replies = said.lines().toList();
        assertThat(replies).as(said).hasSize(5);
        assertThat(replies.getFirst()).contains("\"total\":1", "99700100086");
        var mine = replies.stream().map(DocumentedCallsModuleTests::mailbox).toList();
        assertThat(mine.get(1)).contains("\"rank\":1", "\"valueBoolean\":false");
        assertThat(mine.get(2)).contains("\"rank\":2");
        assertThat(mine.get(3)).contains("\"valueBoolean\":true");
        assertThat(mine.get(0)).isEmpty();
        assertThat(mine.get(4)).as("gone").isEmpty();
    }

    /** What stands around the address in one reply: its extension before it, its rank behind it. */
    private static String mailbox(String reply) {
        int at = reply.indexOf(ADDRESS);
        if (at < 0) return "";
        int begin = reply.lastIndexOf("{\"extension\"", at);
        return reply.substring(Math.max(0, begin), Math.min(reply.length(), at + 120));
    }
}
