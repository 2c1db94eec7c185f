package fr.balise.testing;

import com.microsoft.playwright.Page;
import fr.balise.mailstore.MailStore;
import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import java.io.IOException;
import java.nio.file.Files;
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
        try (var smtp = MailTalk.smtp(engine.port(MailPort.SUBMISSION), null)) {
            if (!smtp.login(from, password(from)).startsWith("235")) throw new IOException("the login was refused");
            var message = "From: <" + from + ">\r\nTo: <" + to + ">\r\nSubject: " + subject + "\r\n\r\nBonjour";
            return smtp.send(from, to, message).getLast();
        }
    }

    /** Every message in the inbox, as IMAP gives it. */
    protected String inbox(String address) throws IOException {
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            imap.imap("LOGIN " + address + " " + password(address));
            imap.imap("SELECT INBOX");
            return imap.imap("FETCH 1:* BODY.PEEK[]");
        }
    }

    protected static com.microsoft.playwright.Locator find(Page page, String name) {
        return page.locator("[data-test=" + name + "]");
    }
}
