package fr.balise.identity.account;

import fr.balise.identity.Accounts;
import fr.balise.identity.Actor;
import fr.balise.kernel.NationalPersonId;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Roles that one person gives to another, each with its trace. */
@Service
public class Grants implements Accounts {
    private final AccountStore accounts;
    private final ManagerStore managers;
    private final Acts acts;
    private final InstantSource clock;

    Grants(AccountStore accounts, ManagerStore managers, Acts acts, InstantSource clock) {
        this.accounts = accounts;
        this.managers = managers;
        this.acts = acts;
        this.clock = clock;
    }

    @Override
    public Optional<Actor> find(NationalPersonId person) {
        return accounts.find(person).map(Grants::actor);
    }

    @Override
    public boolean isOperator(long account) {
        return accounts.get(account).filter(Account::operator).isPresent();
    }

    @Override
    @Transactional
    public long grantOperator(NationalPersonId person, String by) {
        var account = accounts.name(person, person.value(), clock.instant());
        operator(account, true, by);
        return account;
    }

    @Override
    @Transactional
    public Actor named(NationalPersonId person, String name) {
        return actor(accounts.get(accounts.name(person, name, clock.instant())).orElseThrow());
    }

    private static Actor actor(Account account) {
        return new Actor(
                account.id(),
                account.name(),
                account.nationalId(),
                account.operator() ? Set.of(Actor.Role.OPERATOR) : Set.of());
    }

    /** Nobody proved who is behind an account that an invitation made, and its name is what somebody typed: no role for it. */
    public boolean mayHaveRoles(long account) {
        return accounts.get(account).filter(one -> !one.invited()).isPresent();
    }

    /** Whether that changed anything. */
    @Transactional
    public boolean operator(long account, boolean granted, String by) {
        if (granted && !mayHaveRoles(account)) return false;
        if (!accounts.operator(account, granted)) return false;
        acts.tell(by, granted ? "grant-operator" : "revoke-operator", "account:" + account);
        return true;
    }

    /** @param structure idNat_Struct */
    @Transactional
    public boolean manager(long account, String structure, boolean granted, String by) {
        if (granted && !mayHaveRoles(account)) return false;
        var changed = granted
                ? managers.grant(account, structure, by, clock.instant())
                : managers.revoke(account, structure, clock.instant());
        if (changed)
            acts.tell(
                    by,
                    granted ? "grant-manager" : "revoke-manager",
                    "account:" + account,
                    Map.of(),
                    Map.of("structure", structure));
        return changed;
    }

    /** By name; those whose name holds these letters. */
    public List<Account> accounts(String letters, int limit) {
        return accounts.all(letters, limit);
    }

    public boolean exists(long account) {
        return accounts.get(account).isPresent();
    }
}
