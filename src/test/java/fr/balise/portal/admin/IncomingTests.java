package fr.balise.portal.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class IncomingTests {
    private static final UUID BATCH = UUID.randomUUID();

    @TempDir
    Path data;

    Incoming incoming;

    @BeforeEach
    void open() throws Exception {
        incoming = new Incoming(data);
    }

    @Test
    void filesOfOneNameAreKeptApart() throws Exception {
        put("export.txt", "mailboxes");
        put("export.txt", "skills");
        assertThat(incoming.files(BATCH)).hasSize(2);
        assertThat(incoming.files(BATCH))
                .extracting(Path::getFileName)
                .extracting(Path::toString)
                .containsOnly("export.txt");
        assertThat(incoming.files(BATCH))
                .extracting(Files::readString)
                .containsExactlyInAnyOrder("mailboxes", "skills");
    }

    @Test
    void filesComeInTheOrderOfTheirNamesAndLeaveNothingBehind() throws Exception {
        put("b.txt", "2");
        put("a.txt", "1");
        assertThat(incoming.files(BATCH)).extracting(Files::readString).containsExactly("1", "2");
        incoming.drop(BATCH);
        assertThat(incoming.files(BATCH)).isEmpty();
        assertThat(data.resolve("incoming")).isEmptyDirectory();
    }

    private void put(String name, String content) throws Exception {
        incoming.put(BATCH, name, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }
}
