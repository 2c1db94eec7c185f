package fr.balise.testing;

import com.microsoft.playwright.Page;
import fr.balise.mailstore.MailStore;
import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.json.JsonMapper;

/** As {@link DemoPageTest}, with real Dovecot and Postfix beside the demo: what is pressed on a page is met by correspondents. */
@NullUnmarked
@ContextConfiguration(initializers = FreshEngine.class, inheritInitializers = false)
public abstract class DemoEnginePageTest extends DemoPageTest {
    @Autowired
    protected EngineForTests engine;

    @Autowired
    protected MailStore store;

    /** The password of that mailbox for mail programs, as the demo hands it out. */
    protected String password(String address) throws IOException {
        for (var row : JsonMapper.shared().readTree(Files.readString(data.resolve("credentials.json"))))
            if (row.get("address").asString().equals(address))
                return row.get("password").asString();
        throw new IllegalArgumentException("no mailbox of that address in the demo: " + address);
    }

    /** One message by SMTP submission. @return the last reply of the server */
    protected String write(String from, String to, String subject) throws IOException {
        try (var smtp = submission(from)) {
            return send(smtp, from, to, subject);
        }
    }

    /** A mail program that is logged in; whoever looks again and again keeps it, since the doors count logins. */
    protected MailTalk submission(String from) throws IOException {
        var smtp = MailTalk.smtp(engine.port(MailPort.SUBMISSION), null);
        var answer = smtp.login(from, password(from));
        if (!answer.startsWith("235")) throw new IOException("the login was refused: " + answer);
        return smtp;
    }

    /** @return the last reply of the server */
    protected static String send(MailTalk smtp, String from, String to, String subject) throws IOException {
        var message = "From: <" + from + ">\r\nTo: <" + to + ">\r\nSubject: " + subject + "\r\n\r\nBonjour";
        return smtp.send(from, to, message).getLast();
    }

    /** Messages of the inbox with that subject, as IMAP gives each; what else the demo laid there is left alone. */
    protected List<String> inbox(String address, String subject) throws IOException {
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            imap.imap("LOGIN " + address + " " + password(address));
            imap.imap("SELECT INBOX");
            var found = new ArrayList<String>();
            for (var word : imap.imap("SEARCH SUBJECT \"" + subject + "\"")
                    .lines()
                    .findFirst()
                    .orElse("")
                    .split(" ")) if (word.matches("\\d+")) found.add(imap.imap("FETCH " + word + " BODY.PEEK[]"));
            return found;
        }
    }

    protected static com.microsoft.playwright.Locator find(Page page, String name) {
        return page.locator("[data-test=" + name + "]");
    }
}
