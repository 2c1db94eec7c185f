package fr.balise.mailbox.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailbox.Finding.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FindingWordsTests {
    @Test
    void everyRuleSaysWhatAndWhyInBothLanguages() throws IOException {
        for (var file : new String[] {"mailbox.properties", "mailbox_en.properties"}) {
            var lines = Files.readAllLines(Path.of("src/main/resources/messages", file));
            for (var rule : Rule.values())
                for (var part : new String[] {"title", "why"}) {
                    var key = "mailbox.finding."
                            + rule.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + "." + part + "=";
                    assertThat(lines).as(key).anyMatch(line -> line.startsWith(key));
                }
        }
    }
}
