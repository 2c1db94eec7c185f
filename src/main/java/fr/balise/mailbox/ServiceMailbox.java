package fr.balise.mailbox;

import fr.balise.identity.Accounts;
import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailAccount.Access;
import fr.balise.mailstore.MailAccount.Delivery;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailAccounts.Settled;
import fr.balise.mailstore.MailDomains;
import fr.balise.mailstore.MailPasswords;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.unit.DataSize;

/**
 * The mailbox of the operator that takes what is written to postmaster@ and abuse@ of each own domain. It is there whatever the settings
 * say and has no end that a sender could meet: a copy to somebody is made by a script of its own after the message is kept, under the name
 * of this mailbox, so that a full mailbox of that person turns nothing away.
 */
@Component
public class ServiceMailbox {
    /** No mailbox of a person has this number: theirs begin at 1. */
    public static final AccountId ID = new AccountId(0);

    /** The disk is nearly full before. */
    private static final DataSize QUOTA = DataSize.ofTerabytes(1);

    private final MailDomains domains;
    private final MailAccounts accounts;
    private final MailPasswords passwords;
    private final Accounts people;
    private final MailboxSettings settings;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    ServiceMailbox(
            MailDomains domains,
            MailAccounts accounts,
            MailPasswords passwords,
            Accounts people,
            MailboxSettings settings,
            JdbcClient jdbc,
            InstantSource clock) {
        this.domains = domains;
        this.accounts = accounts;
        this.passwords = passwords;
        this.people = people;
        this.settings = settings;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * To whom it is copied.
     *
     * @param to null: to nobody
     * @param by who said so on the page; empty where the settings say it
     */
    public record Copy(@Nullable MailAddress to, String by) {}

    public Copy copy() {
        return jdbc.sql("select copy_to, by_name from mailbox.service_mail")
                .query((row, _) -> new Copy(address(row.getString(1)), row.getString(2)))
                .optional()
                .orElseGet(() -> new Copy(address(settings.postmaster()), ""));
    }

    private static @Nullable MailAddress address(@Nullable String text) {
        return text == null || text.isBlank() ? null : MailAddress.parse(text);
    }

    /** @param by name of who says so */
    @Transactional
    public void copyTo(@Nullable MailAddress to, String by) {
        jdbc.sql("insert into mailbox.service_mail (copy_to, by_name, at) values (:to, :by, :at)"
                        + " on conflict (one) do update set copy_to = :to, by_name = :by, at = :at")
                .param("to", to == null ? null : to.toString())
                .param("by", by)
                .param("at", Timestamp.from(clock.instant()))
                .update();
        settle();
    }

    /** Makes it be there as it should. Can be repeated; what is so already is not written. */
    @Transactional
    public void settle() {
        if (settings.ownDomains().isEmpty()) return;
        var own = new MailAddress("postmaster", settings.ownDomains().getFirst());
        accounts.settle(List.of(
                new Settled(ID, own, settings.zone(), new Delivery.Accept(), Access.OPEN, script(copy().to()))));
        accounts.forwards(ID, true);
        if (accounts.find(ID).filter(there -> !there.quota().equals(QUOTA)).isPresent()) accounts.quota(ID, QUOTA);
        domains.owe(own);
        whoIsStaffNoMoreIsOut();
    }

    /** A password outlives the session that made it; the right to it does not outlive the role. */
    private void whoIsStaffNoMoreIsOut() {
        for (var person : passwords.people(ID)) if (!people.isOperator(person)) passwords.revokeAll(ID, person);
    }

    /** Not for what has no sender: a notice that the copy failed would be copied again. */
    static @Nullable String script(@Nullable MailAddress to) {
        return to == null
                ? null
                : """
                require ["copy", "envelope"];
                if not envelope :is "from" "" {
                  redirect :copy "%s";
                }
                """.formatted(to.toString().replace("\\", "\\\\").replace("\"", "\\\""))
                        .replace("\n", "\r\n");
    }
}
