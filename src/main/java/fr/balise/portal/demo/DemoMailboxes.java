package fr.balise.portal.demo;

import fr.balise.identity.Accounts;
import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.ServiceMailbox;
import fr.balise.mailbox.lifecycle.AppPassword;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.FirstPasswords;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.Opening;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The demo's own mailboxes: opened through the door that staff use, each with a password for mail programs, listed in {@code
 * credentials.json} for its owner alone.
 */
@Component
@Profile("demo")
class DemoMailboxes {
    private static final String DOMAIN = "balise-demo.mssante.fr";
    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

    private final Path folder;
    private final Openings openings;
    private final FirstPasswords passwords;
    private final Accounts accounts;
    private final ServiceMailbox service;

    DemoMailboxes(
            @Value("${balise.data}") Path folder,
            Openings openings,
            FirstPasswords passwords,
            Accounts accounts,
            ServiceMailbox service) {
        this.folder = folder.toAbsolutePath();
        this.openings = openings;
        this.passwords = passwords;
        this.accounts = accounts;
        this.service = service;
    }

    /** @param owner name of the person, for scripts */
    record Row(String address, String password, String owner) {}

    /** None of people where no mail servers run beside Balise. */
    void open() {
        service.settle();
        if (!passwords.possible()) return;
        var world = DemoWorld.read();
        var rows = new ArrayList<Row>();
        for (var mailbox : world.mailboxes()) {
            var person = mailbox.person();
            if (person == null || !mailbox.address().endsWith("@" + DOMAIN)) continue;
            open(mailbox, world.person(person)).ifPresent(rows::add);
        }
        SecretFile.write(folder, "credentials.json", List.copyOf(rows));
    }

    private Optional<Row> open(DemoWorld.Mailbox mailbox, DemoWorld.Person person) {
        var holder = accounts.named(person.id(), person.given() + " " + person.family());
        var opening = openings.open(
                MailAddress.parse(mailbox.address()),
                mailbox.type(),
                new Owner.OfPerson(person.id()),
                null,
                ZONE,
                By.SYSTEM);
        return id(opening).map(id -> row(passwords.make(id, holder, "Démo", By.SYSTEM), holder));
    }

    private static Row row(AppPassword password, Actor holder) {
        return new Row(password.address(), password.secret(), holder.name());
    }

    private static Optional<MailboxId> id(Opening opening) {
        return switch (opening) {
            case Opening.Opened(var mailbox) -> Optional.of(mailbox.id());
            case Opening.AlreadyOpen(var mailbox) -> Optional.of(mailbox.id());
            case Opening.Refused _ -> Optional.empty();
        };
    }
}
