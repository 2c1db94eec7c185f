package fr.balise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The spaces of the messages: a line never breaks before a sign, and each language keeps its own habit. HouseTests asks for them. */
class TypographyTests {
    /** U+00A0 before a colon and inside guillemets, U+202F before the other high signs; never none where a word ends. */
    private static final Pattern WRONG_IN_FRENCH = Pattern.compile(
            "[ \u202f]:|[ \u00a0][;?!]|«[^\u00a0]|[^\u00a0]»|\\p{L}[;!](?!\\p{L})|\\p{L}:(?!//)|[\\d}] %");

    private static final Pattern WRONG_IN_ENGLISH = Pattern.compile("[ \u00a0\u202f][:;?!]|[«»]");

    @Test
    void theRulesSeeWhatIsWrong() {
        for (var bad : List.of("a :", "a ;", "a ?", "a\u00a0!", "« a\u00a0»", "«\u00a0a »", "a;", "a: b", "5 %"))
            assertThat(WRONG_IN_FRENCH.matcher(bad).find()).as(bad).isTrue();
        for (var good : List.of("a\u00a0: b", "a\u202f; b", "a\u202f?", "«\u00a0a\u00a0»", "https://a", "5\u00a0%"))
            assertThat(WRONG_IN_FRENCH.matcher(good).find()).as(good).isFalse();
    }

    /** Key and text of each message that breaks the rule of its language. */
    static List<String> wrong(boolean english) throws IOException {
        var rule = english ? WRONG_IN_ENGLISH : WRONG_IN_FRENCH;
        var wrong = new ArrayList<String>();
        try (var files = Files.list(Path.of("src/main/resources/messages"))) {
            for (var file : files.filter(file -> file.toString().contains("_en") == english)
                    .toList()) {
                var messages = new Properties();
                try (var reader = Files.newBufferedReader(file)) {
                    messages.load(reader);
                }
                messages.forEach((key, text) -> {
                    if (rule.matcher(text.toString()).find()) wrong.add(key + "=" + text);
                });
            }
        }
        return wrong;
    }
}
