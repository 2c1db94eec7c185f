package fr.balise.identity.account;

import fr.balise.identity.account.Delegations.Refusal;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Accounts of people whom no provider knows: one per invitation, opened by a passkey. Such an account can be a delegate and nothing
 * else: nobody proved who is behind it.
 */
@Service
public class InvitedAccounts {
    private final Invitations invitations;
    private final DelegationStore delegations;
    private final AccountStore accounts;
    private final Acts acts;
    private final InstantSource clock;

    InvitedAccounts(
            Invitations invitations,
            DelegationStore delegations,
            AccountStore accounts,
            Acts acts,
            InstantSource clock) {
        this.invitations = invitations;
        this.delegations = delegations;
        this.accounts = accounts;
        this.acts = acts;
        this.clock = clock;
    }

    public sealed interface Offer {
        /** @param name what the holder typed; who that is stays untold */
        record Open(String name) implements Offer {}

        record Refused(Refusal why) implements Offer {}
    }

    public sealed interface Opening {
        record Opened(Account account) implements Opening {}

        record Refused(Refusal why) implements Opening {}
    }

    /** Whether an account can be made with that invitation now. Changes nothing. */
    @Transactional
    public Offer look(String token) {
        return switch (unused(token)) {
            case Invitations.Found.Refused(var why) -> new Offer.Refused(why);
            case Invitations.Found.Open(var row) -> new Offer.Open(row.invited());
        };
    }

    private Invitations.Found unused(String token) {
        var found = invitations.find(token);
        return found instanceof Invitations.Found.Open(var row) && row.openedAccount() != null
                ? new Invitations.Found.Refused(Refusal.ACCOUNT_MADE)
                : found;
    }

    /** @param handle random, as base64url: under it devices keep the account's passkeys */
    @Transactional
    public Opening open(String token, String name, String handle) {
        var unreadable = Delegations.unreadable(name.strip());
        if (unreadable != null) return new Opening.Refused(unreadable);
        return switch (unused(token)) {
            case Invitations.Found.Refused(var why) -> new Opening.Refused(why);
            case Invitations.Found.Open(var row) -> new Opening.Opened(made(row, name.strip(), handle));
        };
    }

    private Account made(Delegation invitation, String name, String handle) {
        var account = accounts.get(accounts.open(handle, name, clock.instant())).orElseThrow();
        delegations.opened(invitation.id(), account.id());
        acts.tell(
                account.auditName(),
                "create-account",
                account.auditName(),
                Map.of(),
                Map.of("invitation", "delegation:" + invitation.id()));
        return account;
    }
}
