package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.lifecycle.Hostile;
import fr.balise.mailstore.MailPasswords.Rights;
import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import fr.balise.testing.MailTalk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Filters that somebody lays into the own mailbox, by ManageSieve at the real Dovecot, to reach another one or to break something. */
@NullUnmarked
@EngineTest
class HostileScriptsEngineTests {
    private static final int OF_EACH = 40;

    /** Where the text stands in a script. */
    private static final List<UnaryOperator<String>> PLACES = List.of(
            text -> text,
            text -> "redirect \"" + text + "\";",
            text -> "require [\"fileinto\",\"mailbox\"]; fileinto :create \"" + text + "\";",
            text -> "require \"include\"; include :personal \"" + text + "\";",
            text -> "if header :contains \"subject\" \"" + text + "\" { keep; }",
            text -> "require \"vacation\"; vacation :subject \"" + text + "\" \"x\";");

    @Autowired
    EngineForTests engine;

    @Autowired
    MailAccounts accounts;

    @Autowired
    MailPasswords passwords;

    private record Someone(String address, String secret) {}

    private Someone someone(String name) {
        var address = name + "@" + FreshEngine.DOMAIN;
        var id = EngineTest.Ids.next();
        assertThat(accounts.open(id, MailAddress.parse(address))).isInstanceOf(Opening.Opened.class);
        return new Someone(
                address, passwords.issue(id, 1, "test", Rights.HOLDER).secret());
    }

    private MailTalk loggedIn(Someone who) throws IOException {
        var talk = MailTalk.sieve(engine.port(MailPort.SIEVE));
        assertThat(talk.sieveLogin(who.address(), who.secret())).startsWith("OK");
        return talk;
    }

    @Test
    void eachIsTakenOrRefusedAndNothingElseHappens() throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var own = someone("scripts-own");
        var other = someone("scripts-other");
        try (var talk = loggedIn(other)) {
            assertThat(talk.putScript("mine", "keep;")).startsWith("OK");
            assertThat(talk.sieve("SETACTIVE \"mine\"")).startsWith("OK");
        }
        var before = outside();
        int said = 0;
        int refused = 0;
        var talk = loggedIn(own);
        try {
            for (var kind : Hostile.classes().entrySet())
                for (int n = 0; n < OF_EACH; n++) {
                    var script =
                            PLACES.get(n % PLACES.size()).apply(kind.getValue().apply(random));
                    var answer = put(talk, "a script", script);
                    said++;
                    if (answer.startsWith("NO")) refused++;
                    else if (!answer.startsWith("OK")) { // it hung up: what it was sent is no text
                        talk.close();
                        talk = loggedIn(own);
                    }
                    assertThat(answer.lines().filter(line -> !line.isEmpty()))
                            .as(seed + ", " + kind.getKey())
                            .allMatch(line -> !line.contains("/mail/") && !line.contains("Internal"));
                }
        } finally {
            talk.close();
        }
        assertThat(said).isGreaterThan(1_000);
        assertThat(refused).as("seed " + seed).isGreaterThan(said / 4);
        assertThat(outside()).as("seed " + seed).isEqualTo(before);
        try (var again = loggedIn(other)) {
            assertThat(again.sieve("LISTSCRIPTS")).contains("\"mine\" ACTIVE").doesNotContain("a script");
        }
        try (var again = loggedIn(own)) {
            assertThat(again.putScript("a script", "keep;")).startsWith("OK");
            assertThat(again.sieve("SETACTIVE \"a script\"")).startsWith("OK");
        }
    }

    /** Names are texts as well: none leads out of the folder of scripts. */
    @Test
    void noNameOfAScriptLeadsAnywhere() throws Exception {
        var own = someone("scripts-names");
        var before = outside();
        try (var talk = loggedIn(own)) {
            for (var name : List.of(
                    "../x",
                    "../../../../etc/passwd",
                    "/etc/passwd",
                    "..",
                    ".",
                    "a/b",
                    "x".repeat(2_000),
                    "\u202E",
                    "%n%s%x",
                    "$(reboot)"))
                assertThat(talk.putScript(name, "keep;")).as(name).matches("(?s)(OK|NO).*");
            assertThat(talk.sieve("LISTSCRIPTS")
                            .lines()
                            .reduce((_, last) -> last)
                            .orElse(""))
                    .startsWith("OK");
        }
        assertThat(outside()).isEqualTo(before);
    }

    private static String put(MailTalk talk, String name, String script) {
        try {
            var answer = talk.putScript(name, script);
            return answer.lines().reduce((_, last) -> last).orElse("");
        } catch (IOException cut) {
            return "";
        }
    }

    /** Every file of the mail folder that is nobody's script. */
    private List<String> outside() throws IOException {
        var found = new ArrayList<String>();
        try (Stream<java.nio.file.Path> files = Files.walk(engine.data().resolve("mail"))) {
            files.map(engine.data()::relativize)
                    .map(path -> new String(path.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .filter(path -> !path.contains("sieve"))
                    .sorted()
                    .forEach(found::add);
        }
        // Homes are made by the first look inside, of whoever it is.
        found.removeIf(path -> path.matches("mail/\\d+(/.*)?"));
        return found;
    }
}
