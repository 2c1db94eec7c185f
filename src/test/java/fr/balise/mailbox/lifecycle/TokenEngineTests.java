package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.Accounts;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import fr.balise.testing.MailTalk;
import fr.balise.testing.TokenServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Tokens of Pro Santé Connect at the doors of real Dovecot and Postfix, each asked about at the provider. */
@NullUnmarked
@EngineTest
class TokenEngineTests {
    private static final AtomicInteger NUMBERS = new AtomicInteger(100);

    @Autowired
    EngineForTests engine;

    @Autowired
    Openings openings;

    @Autowired
    FirstPasswords passwords;

    @Autowired
    Accounts accounts;

    private record Someone(String address, NationalPersonId person, MailboxId id) {}

    private static NationalPersonId person() {
        return new NationalPersonId("899700800" + NUMBERS.incrementAndGet());
    }

    private Someone someone() {
        var person = person();
        var opened = (Opening.Opened) openings.open(
                MailAddress.parse("token" + NUMBERS.incrementAndGet() + "@" + FreshEngine.DOMAIN),
                MailboxType.PER,
                new Owner.OfPerson(person),
                null,
                ZoneId.of("Europe/Paris"),
                By.SYSTEM);
        passwords.make(opened.mailbox().id(), accounts.named(person, "test"), "test", By.SYSTEM);
        return new Someone(
                opened.mailbox().address().toString(), person, opened.mailbox().id());
    }

    private static String token() {
        return "a-token-of-psc-" + NUMBERS.incrementAndGet() + "-" + System.nanoTime();
    }

    private static String token(NationalPersonId person) {
        var token = token();
        TokenServer.knows(token, person.value());
        return token;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String xoauth2(String address, String token) {
        return base64("user=" + address + "\u0001auth=Bearer " + token + "\u0001\u0001");
    }

    private static String oauthBearer(String address, String token) {
        return base64("n,a=" + address + ",\u0001auth=Bearer " + token + "\u0001\u0001");
    }

    /** A refusal is a challenge that begins with {@code +} [RFC7628 3.2.2], an outage NO. */
    private String imap(Someone who, String token) throws IOException {
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            return imap.imap("AUTHENTICATE XOAUTH2 " + xoauth2(who.address(), token));
        }
    }

    @Test
    void theHolderReadsAndSendsWithATokenByBothMechanisms() throws IOException {
        var who = someone();
        var other = someone();
        var token = token(who.person());
        assertThat(imap(who, token)).contains("OK");
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            assertThat(imap.imap("AUTHENTICATE OAUTHBEARER " + oauthBearer(who.address(), token)))
                    .contains("OK");
            assertThat(imap.imap("SELECT INBOX")).contains("OK");
        }
        for (var said : new String[] {
            "XOAUTH2 " + xoauth2(who.address(), token), "OAUTHBEARER " + oauthBearer(who.address(), token)
        })
            try (var smtp = MailTalk.smtp(engine.port(MailPort.SUBMISSION), null)) {
                assertThat(smtp.smtp("AUTH " + said)).startsWith("235");
                assertThat(smtp.send(who.address(), other.address(), "Subject: x\r\n\r\nx")
                                .getLast())
                        .startsWith("250");
            }
        try (var sieve = MailTalk.sieve(engine.port(MailPort.SIEVE))) {
            assertThat(sieve.sieve("AUTHENTICATE \"XOAUTH2\" \"" + xoauth2(who.address(), token) + "\""))
                    .contains("OK");
        }
        assertThat(TokenServer.asked(token)).as("asked once for all of them").isEqualTo(1);
    }

    @Test
    void aTokenOpensNobodyElsesMailbox() throws IOException {
        var who = someone();
        var other = someone();
        assertThat(imap(other, token(who.person()))).doesNotContain("OK");
        assertThat(imap(other, token(person()))).doesNotContain("OK");
    }

    @Test
    void whileTheProviderDoesNotAnswerPeopleAreToldToTryAgainNotThatTheyAreWrong() throws IOException {
        var who = someone();
        var token = token();
        TokenServer.answers(token, 503, "");
        assertThat(imap(who, token)).contains("UNAVAILABLE").doesNotContain("AUTHENTICATIONFAILED");
        TokenServer.knows(token, who.person().value());
        assertThat(imap(who, token)).as("an outage is not remembered").contains("OK");
    }

    static Stream<Arguments> hostile() {
        var soon = Instant.now().getEpochSecond() + 600;
        var id = "{PERSON}";
        var good = TokenServer.good(id, soon);
        return Stream.of(
                Arguments.of("unknown", null, "{\"active\":false}"),
                Arguments.of("over", null, TokenServer.good(id, soon - 700)),
                Arguments.of("active as a word", null, good.replace("true", "\"true\"")),
                Arguments.of("another issuer", null, good.replace(TokenServer.ISSUER, "https://evil.test")),
                Arguments.of("for another service", null, good.replace("mail-program", "another-service")),
                Arguments.of("for another audience", null, good.replace("{\"active\"", "{\"aud\":\"x\",\"active\"")),
                Arguments.of("an id token", null, good.replace("Bearer", "ID")),
                Arguments.of("a refresh token", null, good.replace("Bearer", "Refresh")),
                Arguments.of("bound to a certificate", null, good.replace("{\"active\"", "{\"cnf\":{},\"active\"")),
                Arguments.of("not yet", null, good.replace("{\"active\"", "{\"nbf\":" + (soon + 900) + ",\"active\"")),
                Arguments.of("nobody's", null, good.replace("SubjectNameID", "other")),
                Arguments.of("of two people", null, good.replace("f:x:" + id, "f:x:899700000000")),
                Arguments.of("answer is a list", null, "[" + good + "]"),
                Arguments.of("answer is no JSON", null, "<html>"),
                Arguments.of("answer is empty", null, ""),
                Arguments.of("endless number", null, good.replace(id, "8".repeat(5_000))),
                Arguments.of("exponent", null, good.replace("\"exp\":" + soon, "\"exp\":1e400")),
                Arguments.of("no token", "", good),
                Arguments.of("short", "abc", good),
                Arguments.of("with a blank", "abc def ghi jkl mno", good),
                Arguments.of("with a line break", "abcdefghijklmnop\r\nqrstuvwxyz", good),
                Arguments.of("with a NUL", "abcdefghijklmnop\u0000qrstuvwxyz", good),
                Arguments.of("SQL", "abcdefghijklmnop'; drop table mailstore.account; --", good),
                Arguments.of("a form inside", "abcdefghijklmnop&token=other&client_id=x", good),
                Arguments.of("not ASCII", "abcdefghijklmnopé\u202e😀", good),
                Arguments.of("six thousand letters", "x".repeat(6_000), "{\"active\":false}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void aHostileTokenOpensNothingAndTheServerServesOn(String name, String token, String answer) throws IOException {
        var who = someone();
        var shown = token == null ? token() : token;
        TokenServer.answers(shown, 200, answer.replace("{PERSON}", who.person().value()));
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            assertThat(imap.imap("AUTHENTICATE XOAUTH2 " + xoauth2(who.address(), shown)))
                    .doesNotContain("OK");
        }
        assertThat(imap(who, token(who.person()))).contains("OK");
        if (shown.length() > 10) assertThat(engine.logs()).doesNotContain(shown);
    }
}
