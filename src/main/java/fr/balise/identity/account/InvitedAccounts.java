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
        return switch (invitations.find(token)) {
            case Invitations.Found.Refused(var why) -> new Offer.Refused(why);
            case Invitations.Found.Open(var row) ->
                row.openedAccount() == null ? new Offer.Open(row.invited()) : new Offer.Refused(Refusal.ACCOUNT_MADE);
        };
    }

    /** @param handle random, as base64url: under it devices keep the account's passkeys */
    @Transactional
    public Opening open(String token, String name, String handle) {
        var unreadable = Delegations.unreadable(name.strip());
        if (unreadable != null) return new Opening.Refused(unreadable);
        if (look(token) instanceof Offer.Refused(var why)) return new Opening.Refused(why);
        if (!(invitations.find(token) instanceof Invitations.Found.Open(var row)))
            throw new IllegalStateException("the row is held");
        var account = accounts.get(accounts.open(handle, name.strip(), clock.instant()))
                .orElseThrow();
        delegations.opened(row.id(), account.id());
        acts.tell(
                account.auditName(),
                "create-account",
                account.auditName(),
                Map.of(),
                Map.of("invitation", "delegation:" + row.id()));
        return new Opening.Opened(account);
    }
}
