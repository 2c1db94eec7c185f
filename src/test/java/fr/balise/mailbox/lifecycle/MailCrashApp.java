package fr.balise.mailbox.lifecycle;

import fr.balise.Balise;
import fr.balise.directory.Carrier;
import fr.balise.directory.Directory;
import fr.balise.directory.Publication;
import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.Publication.Wanted;
import fr.balise.identity.Accounts;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Balise in a process of its own that may be killed. Asked by lines: {@code open ADDRESS PERSON}, {@code do COMMAND ID}. */
final class MailCrashApp {
    static final String MARK = "@said ";

    private final ConfigurableApplicationContext balise;

    private MailCrashApp(ConfigurableApplicationContext balise) {
        this.balise = balise;
    }

    static void main(String... args) throws Exception {
        var app = new MailCrashApp(SpringApplication.run(Balise.class, args));
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            IO.println(MARK + "ready");
            for (var line = in.readLine(); line != null; line = in.readLine())
                IO.println(MARK + app.answer(line.split(" ")));
        }
        app.balise.close();
    }

    private String answer(String... words) {
        try {
            return switch (words[0]) {
                case "open" -> open(MailAddress.parse(words[1]), new NationalPersonId(words[2]));
                case "do" -> decided(new MailboxId(Long.parseLong(words[2])), words[1]);
                default -> throw new IllegalArgumentException(words[0]);
            };
        } catch (RuntimeException e) {
            return "failed " + e.getClass().getSimpleName(); // a part is down: what was decided resumes by itself
        }
    }

    private String open(MailAddress address, NationalPersonId person) {
        var id = ((Opening.Opened) balise.getBean(Openings.class)
                        .open(
                                address,
                                MailboxType.PER,
                                new Owner.OfPerson(person),
                                null,
                                ZoneId.of("Europe/Paris"),
                                By.SYSTEM))
                .mailbox()
                .id();
        var carrier = new Carrier.OfPerson(
                balise.getBean(Directory.class).person(person).orElseThrow().id());
        balise.getBean(Publication.class)
                .want(new Wanted(address, MailboxType.PER, carrier, Visibility.PUBLISHED, 1, null, null, null), "test");
        var holder = balise.getBean(Accounts.class).named(person, "Essai");
        return id + " "
                + balise.getBean(FirstPasswords.class)
                        .make(id, holder, "test", By.SYSTEM)
                        .secret();
    }

    private String decided(MailboxId id, String command) {
        var act = switch (command) {
            case "depublish" -> new Command.Depublish(null);
            case "republish" -> new Command.Republish();
            case "retrieve" -> new Command.Retrieve(Retrieval.How.SAID);
            case "takeback" -> new Command.TakeBack();
            case "erase" -> new Command.Erase();
            default -> throw new IllegalArgumentException(command);
        };
        return balise.getBean(Lifecycle.class)
                .apply(id, act, By.SYSTEM)
                .getClass()
                .getSimpleName();
    }
}
