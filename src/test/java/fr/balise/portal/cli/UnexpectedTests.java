package fr.balise.portal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnexpectedTests {
    @Test
    void whatNobodyForesawIsASentenceAndNamesNoClass() {
        var all = List.of(
                new NoSuchFileException("/srv/balise/instance"),
                new AccessDeniedException("/srv/balise/secrets"),
                new FileSystemException("/srv/balise/mail", null, "No space left on device"),
                new ConnectException("refused"),
                new SQLException("relation is missing"),
                new IOException((String) null),
                new IllegalStateException("two rows"));
        assertThat(all)
                .extracting(Unexpected::sentence)
                .allSatisfy(sentence -> assertThat(sentence).doesNotContain("Exception", "null"));
        assertThat(Unexpected.sentence(all.get(2)))
                .isEqualTo("/srv/balise/mail cannot be read or written: No space left on device.");
        assertThat(Unexpected.sentence(all.getLast())).contains("two rows", Unexpected.DEBUG);
    }
}
