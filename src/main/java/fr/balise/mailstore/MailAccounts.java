package fr.balise.mailstore;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.MailAccount.Access;
import fr.balise.mailstore.MailAccount.Delivery;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.util.unit.DataSize;

/** The hosted mailboxes, as the mail servers see them. Call it inside your transaction: what it writes holds once that commits. */
public interface MailAccounts {

    /** Opens an empty mailbox that receives at once, with the usual quota. Opening the same one again changes nothing. */
    Opening open(AccountId id, MailAddress address);

    Optional<MailAccount> find(MailAddress address);

    Optional<MailAccount> find(AccountId id);

    /** Those that there are. */
    List<MailAccount> find(Collection<AccountId> ids);

    /** @throws java.util.NoSuchElementException when there is no such mailbox, or it is erased */
    void quota(AccountId id, DataSize quota);

    /** @throws java.util.NoSuchElementException when there is no such mailbox */
    void delivery(AccountId id, Delivery delivery);

    /**
     * Does not end sessions that are open: see {@link MailStore#disconnect}.
     *
     * @throws java.util.NoSuchElementException when there is no such mailbox, or it is erased
     */
    void access(AccountId id, Access access);

    /**
     * All that servers must know of one mailbox.
     *
     * @param access null when the mail is to go: then neither this nor the script is looked at
     * @param script the system's own Sieve script [RFC5228 1], null for none
     */
    record Settled(
            AccountId id,
            MailAddress address,
            java.time.ZoneId zone,
            Delivery delivery,
            @org.jspecify.annotations.Nullable Access access,
            @org.jspecify.annotations.Nullable String script) {}

    /**
     * Brings many to what is wanted, opening those that are not there yet; what is so already is not written.
     *
     * @return those in which somebody who is in may do less from now on
     * @throws java.util.NoSuchElementException when one cannot be opened, with nothing changed
     */
    Set<AccountId> settle(List<Settled> wanted);

    /**
     * Whether the last redirect out of this mailbox was an allowed one; false until somebody says so.
     *
     * @return whether that is news
     */
    boolean forwards(AccountId id, boolean allowed);

    /** Empty until something was delivered. */
    Optional<MailUsage> usage(AccountId id);

    /** The same for many. */
    Map<AccountId, MailUsage> usages(Collection<AccountId> ids);

    /** Forgets passwords, scripts, activity and usage once the mail is erased; the address stays taken. Can be repeated. */
    void erased(AccountId id);

    /** Puts the system's own Sieve script in place, run before the holder's [RFC5228 1]; null takes it away. */
    void script(AccountId id, @org.jspecify.annotations.Nullable String sieve);
}
