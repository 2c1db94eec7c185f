package fr.balise.identity.passkey;

import fr.balise.identity.account.Account;
import fr.balise.identity.account.Acts;
import fr.balise.identity.account.Caller;
import fr.balise.identity.account.Guesses;
import fr.balise.identity.account.Logins;
import fr.balise.identity.passkey.Passkeys.Outcome;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes what becomes of answers: keys with their traces, and refusals. */
@Component
class PasskeyBook {
    static final String DOOR = "passkey";
    private static final Logger LOG = LoggerFactory.getLogger(PasskeyBook.class);

    private final PasskeyStore store;
    private final Logins logins;
    private final Acts acts;
    private final Guesses guesses;
    private final Caller caller;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    PasskeyBook(
            PasskeyStore store,
            Logins logins,
            Acts acts,
            Guesses guesses,
            Caller caller,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.store = store;
        this.logins = logins;
        this.acts = acts;
        this.guesses = guesses;
        this.caller = caller;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** In one transaction; what was half written when a refusal came is not written. */
    Outcome whole(Supplier<Outcome> act) {
        return transaction.execute(status -> {
            var outcome = act.get();
            if (outcome instanceof Outcome.Refused) status.setRollbackOnly();
            return outcome;
        });
    }

    /** False where some account has that key already. */
    boolean keep(Account account, MadeKey made, String name) {
        var id = store.add(account.id(), made, name, clock.instant());
        if (id.isEmpty()) return false;
        acts.tell(account.auditName(), "add-passkey", "passkey:" + id.getAsLong());
        return true;
    }

    /** False where the device's count does not go on. */
    boolean used(Answers.ShownKey shown) {
        return store.used(shown.key().id(), shown.count(), clock.instant());
    }

    /** Too many wrong answers from this address: none is looked at for a while. */
    boolean isTired() {
        return guesses.exhausted(DOOR, caller.address());
    }

    /** @param code for the audit: repeats nothing of the answer */
    Outcome refused(String code) {
        guesses.wrong(DOOR, caller.address());
        LOG.atWarn().addKeyValue("reason", code).log("passkey refused");
        logins.refused(DOOR, code);
        return new Outcome.Refused("PASSKEY_REFUSED");
    }
}
