package fr.balise.mailbox;

import java.net.URI;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the census, the checks and the requests.
 *
 * @param baseUrl where people reach the portal; the links in messages begin with it
 * @param zone in which days are counted where no practice situation tells another
 * @param ownDomains mail domains held by this instance itself; every other domain is "another operator"
 * @param postmaster address to which what is written to postmaster and abuse at each own domain is copied, until staff say otherwise on their page; the mail itself stands in a mailbox of its own
 * @param linkLife how long the link and the code of a check work
 * @param checkEvery shortest time between two checks of one address
 * @param codeAttempts how often a code may be typed wrongly before it is dead
 * @param confirmationLife how long a confirmation, or a declaration of reading, counts
 * @param remindAfter time after a request, or after the last reminder, from which a reminder is proposed
 * @param staleAfter age of the directory from which the screen says that it is too old to conclude
 */
@ConfigurationProperties("balise.mailbox")
public record MailboxSettings(
        @DefaultValue("http://127.0.0.1:8080") URI baseUrl,
        @DefaultValue("Europe/Paris") ZoneId zone,
        @DefaultValue List<String> ownDomains,
        @DefaultValue("") String postmaster,
        @DefaultValue("14d") Duration linkLife,
        @DefaultValue("7d") Duration checkEvery,
        @DefaultValue("5") int codeAttempts,
        @DefaultValue("6m") Period confirmationLife,
        @DefaultValue("7d") Period remindAfter,
        @DefaultValue("3d") Period staleAfter) {

    public MailboxSettings {
        ownDomains = List.copyOf(ownDomains);
    }

    /** Where people reach a page of the portal. @param path with its slash */
    public String link(String path) {
        return baseUrl.toString().replaceFirst("/+$", "") + path;
    }
}
