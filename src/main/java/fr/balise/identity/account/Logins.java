package fr.balise.identity.account;

import java.time.InstantSource;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Coming and going, each in one transaction with its trace. */
@Service
public class Logins {
    /** Who acts while nobody is logged in. */
    public static final String NOBODY = "anonymous";

    private final AccountStore accounts;
    private final Acts acts;
    private final InstantSource clock;

    Logins(AccountStore accounts, Acts acts, InstantSource clock) {
        this.accounts = accounts;
        this.acts = acts;
        this.clock = clock;
    }

    /** Finds or makes the account. */
    @Transactional
    public Account enter(Proven proven) {
        var account = accounts.get(accounts.enter(proven, clock.instant())).orElseThrow();
        acts.tell(account.auditName(), "login", account.auditName(), Map.of(), Map.of("provider", proven.provider()));
        return account;
    }

    /** Whoever opened an account with something that Balise itself checked. */
    @Transactional
    public Account enter(long id, String means) {
        var account = accounts.get(id).orElseThrow();
        accounts.loggedIn(id, clock.instant());
        acts.tell(account.auditName(), "login", account.auditName(), Map.of(), Map.of("provider", means));
        return account;
    }

    @Transactional
    public void leave(String auditName) {
        acts.tell(auditName, "logout", auditName);
    }

    /** @param reason a code, never what was typed */
    @Transactional
    public void refused(String provider, String reason) {
        acts.tell(NOBODY, "login-refused", "provider:" + provider, Map.of(), Map.of("reason", reason));
    }

    /** @param place first part of the path that was asked for; the rest may hold a secret */
    @Transactional
    public void denied(String auditName, String method, String place) {
        acts.tell(auditName, "denied", "route:" + place, Map.of(), Map.of("method", method));
    }
}
