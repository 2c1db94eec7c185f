package fr.balise.identity.account;

import fr.balise.identity.LoginCards.Card;
import fr.balise.identity.Secrets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the people of a demo are to each other from its first moment. */
@Service
public class Beginnings {
    private static final String BY = "system";

    private final AccountStore accounts;
    private final DelegationStore delegations;
    private final Grants grants;
    private final InstantSource clock;

    Beginnings(AccountStore accounts, DelegationStore delegations, Grants grants, InstantSource clock) {
        this.accounts = accounts;
        this.delegations = delegations;
        this.grants = grants;
        this.clock = clock;
    }

    /** People who have an account already keep what they have. */
    @Transactional
    public void settle(List<Card> cards, Function<Card, String> name) {
        var now = clock.instant();
        var fresh = new ArrayList<Card>();
        for (var card : cards)
            if (accounts.find(card.nationalId()).isEmpty()) {
                accounts.name(card.nationalId(), name.apply(card), now);
                fresh.add(card);
            }
        for (var card : fresh) grant(card, accounts.find(card.nationalId()).orElseThrow());
    }

    private void grant(Card card, Account account) {
        if (card.roles().contains("operator")) grants.operator(account.id(), true, BY);
        for (var structure : card.manages()) grants.manager(account.id(), structure, true, BY);
        for (var person : card.actsFor())
            accounts.find(person).filter(holder -> holder.id() != account.id()).ifPresent(holder -> {
                var now = clock.instant();
                var id = delegations.invite(
                        holder.id(),
                        account.name(),
                        Secrets.hash(Secrets.fresh()),
                        now,
                        now.plus(Duration.ofDays(7)),
                        null);
                delegations.accept(id, account.id(), now);
            });
    }
}
