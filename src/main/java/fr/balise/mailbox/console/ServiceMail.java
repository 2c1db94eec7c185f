package fr.balise.mailbox.console;

import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.ServiceMailbox;
import fr.balise.mailbox.lifecycle.AppPassword;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailstore.MailAccount;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailDomains;
import fr.balise.mailstore.MailPassword;
import fr.balise.mailstore.MailPasswords;
import fr.balise.mailstore.MailPasswords.Rights;
import fr.balise.mailstore.MailUsage;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What staff do about the mail that every domain owes an answer to [RFC5321 4.5.1] [RFC2142 4]: it stands in a mailbox of the operator's own,
 * which staff open with passwords of their own, and may be copied to somebody. The only mailbox that staff read: it is nobody else's.
 */
@Service
public class ServiceMail {
    private static final int LONGEST = 60;

    private final ServiceMailbox mailbox;
    private final MailAccounts accounts;
    private final MailPasswords passwords;
    private final MailboxSettings settings;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    ServiceMail(
            ServiceMailbox mailbox,
            MailAccounts accounts,
            MailPasswords passwords,
            MailboxSettings settings,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.mailbox = mailbox;
        this.accounts = accounts;
        this.passwords = passwords;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param addresses of every own domain
     * @param name of the mailbox that takes what is written to them; null while there is none
     * @param usage what it holds; null before the first message
     * @param copy to whom it is copied
     * @param passwords those of whoever looks, valid ones alone
     */
    public record Picture(
            List<String> addresses,
            @Nullable MailAddress name,
            @Nullable MailUsage usage,
            ServiceMailbox.Copy copy,
            List<MailPassword> passwords) {}

    /** Why a password or a copy was not made. */
    public enum Why {
        DEVICE_MISSING,
        /** No mailbox that is held here and takes mail. */
        NOT_HERE,
        /** The mailbox itself. */
        ITSELF
    }

    public sealed interface Made {
        record Password(AppPassword password) implements Made {}

        record Done() implements Made {}

        record Refused(Why why) implements Made {}
    }

    public Outcome<Picture> look(Actor actor) {
        return staff(actor).map(_ -> {
            var account = accounts.find(ServiceMailbox.ID);
            return new Picture(
                    addresses(),
                    account.map(MailAccount::address).orElse(null),
                    accounts.usage(ServiceMailbox.ID).orElse(null),
                    mailbox.copy(),
                    passwords.of(ServiceMailbox.ID, actor.account()).stream()
                            .filter(one -> one.revokedAt() == null)
                            .toList());
        });
    }

    private List<String> addresses() {
        return settings.ownDomains().stream()
                .flatMap(domain -> MailDomains.OWED.stream().map(name -> name + "@" + domain))
                .toList();
    }

    /** @param device where it is used, in words */
    @Transactional
    public Outcome<Made> makePassword(Actor actor, String device) {
        return staff(actor).map(_ -> {
            var name = device.strip();
            if (name.isEmpty() || name.length() > LONGEST) return new Made.Refused(Why.DEVICE_MISSING);
            var account = accounts.find(ServiceMailbox.ID);
            if (account.isEmpty()) return new Made.Refused(Why.NOT_HERE);
            var issued = passwords.issue(ServiceMailbox.ID, actor.account(), name, Rights.HOLDER);
            tell(actor, "mailbox.issue-password", Map.of(), Map.of("password", Long.toString(issued.id())));
            return new Made.Password(
                    new AppPassword(issued.id(), account.get().address().key(), issued.secret()));
        });
    }

    @Transactional
    public Outcome<Made> revoke(Actor actor, long password) {
        return staff(actor).then(_ -> {
            if (!passwords.revoke(ServiceMailbox.ID, actor.account(), password))
                return Outcome.refused(new Refusal.NotFound());
            tell(actor, "mailbox.revoke-password", Map.of("password", Long.toString(password)), Map.of());
            return Outcome.done(new Made.Done());
        });
    }

    /** @param address of a mailbox that is held here and takes mail; empty for no copy */
    @Transactional
    public Outcome<Made> copyTo(Actor actor, String address) {
        return staff(actor).map(_ -> address.isBlank() ? copied(actor, null) : checked(actor, address));
    }

    private Made checked(Actor actor, String typed) {
        var found = MailAddress.read(typed.strip()).flatMap(accounts::find).filter(ServiceMail::takesMail);
        if (found.isEmpty()) return new Made.Refused(Why.NOT_HERE);
        if (found.get().id().equals(ServiceMailbox.ID)) return new Made.Refused(Why.ITSELF);
        return copied(actor, found.get().address());
    }

    private static boolean takesMail(MailAccount account) {
        return !account.erased() && account.delivery() instanceof MailAccount.Delivery.Accept;
    }

    private Made copied(Actor actor, @Nullable MailAddress to) {
        var before = mailbox.copy();
        mailbox.copyTo(to, By.of(actor).name());
        tell(actor, "mailbox.service-mail", traced(before.to()), traced(to));
        return new Made.Done();
    }

    private static Map<String, String> traced(@Nullable MailAddress to) {
        return Map.of("copy", Optional.ofNullable(to).map(MailAddress::toString).orElse(""));
    }

    private void tell(Actor actor, String act, Map<String, String> before, Map<String, String> after) {
        events.publishEvent(new SensitiveAct(
                actor.auditName(), act, "mailbox:" + ServiceMailbox.ID, before, after, clock.instant()));
    }

    private static Outcome<Actor> staff(Actor actor) {
        return actor.is(Actor.Role.OPERATOR) ? Outcome.done(actor) : Outcome.refused(new Refusal.NotAllowed());
    }
}
