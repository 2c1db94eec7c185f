package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.ElsewhereFilters.Answer;
import fr.balise.mailstore.ElsewhereFilters.Put;
import fr.balise.mailstore.ElsewhereFilters.Script;
import fr.balise.mailstore.ElsewhereFilters.Scripts;
import fr.balise.mailstore.ElsewhereMail.Credential;
import fr.balise.mailstore.ElsewhereMail.Why;
import fr.balise.mailstore.MailPasswords.Rights;
import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Filters at another operator, by nothing but ManageSieve with STARTTLS and what their holder typed; the real Dovecot plays that operator. */
@NullUnmarked
@EngineTest
class SieveElsewhereEngineTests {
    private static final String FILES =
            "require [\"fileinto\"];\r\n# \"quoted\" {5}\r\nfileinto \"Déjà \\\"trié\\\"\";\r\n";

    @Autowired
    EngineForTests engine;

    @Autowired
    MailAccounts accounts;

    @Autowired
    MailPasswords passwords;

    private MailAddress address;
    private Credential.AppPassword credential;

    private Path authority() {
        return engine.data().resolve("certs").resolve("ca.pem");
    }

    private Answer through(String host, int port, @Nullable Path authorities, Credential.AppPassword typed)
            throws Exception {
        var settings =
                new ElsewhereSettings(List.of(), List.of(FreshEngine.DOMAIN + "=" + host + ":" + port), authorities);
        return new SieveElsewhere(settings).open(address, typed);
    }

    private Scripts opened() throws Exception {
        var answer = through("localhost", engine.port(MailPort.SIEVE), authority(), credential);
        assertThat(answer).isInstanceOf(Answer.Opened.class);
        return ((Answer.Opened) answer).scripts();
    }

    @BeforeEach
    void aMailbox() {
        var id = EngineTest.Ids.next();
        address = MailAddress.parse("filters" + id.value() + "@" + FreshEngine.DOMAIN);
        accounts.open(id, address);
        credential = new Credential.AppPassword(
                passwords.issue(id, 1, "test", Rights.HOLDER).secret());
    }

    @Test
    void scriptsArePutListedReadChosenAndRemoved() throws Exception {
        try (var scripts = opened()) {
            assertThat(scripts.extensions()).contains("vacation", "include", "date", "envelope", "copy", "relational");
            assertThat(scripts.list()).isEmpty();
            assertThat(scripts.read("mine")).isNull();
            assertThat(scripts.put("tri \"du\" soir é", FILES)).isEqualTo(Put.STORED);
            assertThat(scripts.put("other", "keep;")).isEqualTo(Put.STORED);
            assertThat(scripts.activate("tri \"du\" soir é")).isTrue();
            assertThat(scripts.list())
                    .containsExactlyInAnyOrder(new Script("tri \"du\" soir é", true), new Script("other", false));
            assertThat(scripts.read("tri \"du\" soir é")).isEqualTo(FILES);
            assertThat(scripts.remove("tri \"du\" soir é"))
                    .as("the active one stays")
                    .isFalse();
            assertThat(scripts.activate(null)).isTrue();
            assertThat(scripts.remove("tri \"du\" soir é")).isTrue();
            assertThat(scripts.remove("was never there")).isTrue();
            assertThat(scripts.activate("was never there")).isFalse();
        }
        try (var again = opened()) {
            assertThat(again.list()).containsExactly(new Script("other", false));
        }
    }

    @Test
    void aScriptThatTheServerDoesNotUnderstandOrHasNoRoomForIsNotStored() throws Exception {
        try (var scripts = opened()) {
            assertThat(scripts.put("bad", "this is no script")).isEqualTo(Put.REFUSED);
            assertThat(scripts.put("bad", "require \"unheard-of\";")).isEqualTo(Put.REFUSED);
            assertThat(scripts.put("large", "# " + "x".repeat(900_000) + "\r\nkeep;"))
                    .isIn(Put.FULL, Put.REFUSED);
            assertThat(scripts.list()).isEmpty();
        }
    }

    private void refuses(Answer answer, Why why) {
        assertThat(answer).isEqualTo(new Answer.Refused(why));
    }

    @Test
    void whatIsTypedWrongOrWhoeverShowsNoGoodCertificateOpensNothing() throws Exception {
        int port = engine.port(MailPort.SIEVE);
        refuses(through("localhost", port, authority(), new Credential.AppPassword("wrong")), Why.WRONG_CREDENTIAL);
        refuses(
                through("localhost", port, authority(), new Credential.AppPassword("a\"\r\nLOGOUT\r\n")),
                Why.WRONG_CREDENTIAL);
        refuses(through("localhost", port, null, credential), Why.NOT_TRUSTED);
        // This machine by a name that its certificate does not have.
        refuses(through("0.0.0.0", port, authority(), credential), Why.NOT_TRUSTED);
        refuses(through("localhost", 1, authority(), credential), Why.UNREACHABLE);
        refuses(through("localhost", engine.port(MailPort.IMAP), authority(), credential), Why.UNREACHABLE);
        address = MailAddress.parse("a@unknown.mssante.fr");
        refuses(through("localhost", port, authority(), credential), Why.NOT_LISTED);
    }
}
