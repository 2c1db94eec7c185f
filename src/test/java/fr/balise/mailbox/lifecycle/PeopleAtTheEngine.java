package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.Accounts;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailstore.MailStore;
import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import fr.balise.testing.MailTalk;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.beans.factory.annotation.Autowired;

/** People with a mailbox of their own at real servers, who write to each other. */
@NullUnmarked
@EngineTest
abstract class PeopleAtTheEngine {
    static final ZoneId ZONE = ZoneId.of("Europe/Paris");

    @Autowired
    EngineForTests engine;

    @Autowired
    Openings openings;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    FirstPasswords passwords;

    @Autowired
    Accounts accounts;

    @Autowired
    MailStore store;

    @Autowired
    InstantSource clock;

    record Someone(MailboxId id, AppPassword password) {
        String address() {
            return password.address();
        }
    }

    /** @param name what stands before the @, of nobody else */
    final Someone someone(String name) {
        var person = new NationalPersonId("8997009" + Math.abs(name.hashCode() % 100_000));
        var opened = (Opening.Opened) openings.open(
                MailAddress.parse(name + "@" + FreshEngine.DOMAIN),
                MailboxType.PER,
                new Owner.OfPerson(person),
                null,
                ZONE,
                By.SYSTEM);
        var id = opened.mailbox().id();
        return new Someone(id, passwords.make(id, accounts.named(person, name), "test", By.SYSTEM));
    }

    final void write(Someone from, Someone to, String subject) throws IOException {
        try (var smtp = MailTalk.smtp(engine.port(MailPort.SUBMISSION), null)) {
            assertThat(smtp.login(from.address(), from.password().secret())).startsWith("235");
            var message = "From: <" + from.address() + ">\r\nTo: <" + to.address() + ">\r\nSubject: " + subject
                    + "\r\n\r\nBonjour";
            assertThat(smtp.send(from.address(), to.address(), message).getLast())
                    .startsWith("250");
        }
    }
}
