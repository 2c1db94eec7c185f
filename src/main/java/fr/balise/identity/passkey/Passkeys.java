package fr.balise.identity.passkey;

import fr.balise.identity.Secrets;
import fr.balise.identity.account.Account;
import fr.balise.identity.account.AccountStore;
import fr.balise.identity.account.Acts;
import fr.balise.identity.account.Caller;
import fr.balise.identity.account.Guesses;
import fr.balise.identity.account.InvitedAccounts;
import fr.balise.identity.account.Logins;
import fr.balise.identity.passkey.Answers.ShownKey;
import fr.balise.identity.passkey.Answers.Verdict;
import jakarta.servlet.http.HttpSession;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Passkeys made, shown, named and removed. Each begins with a question to the device and ends with its answer. */
@Service
public class Passkeys {
    private static final Logger LOG = LoggerFactory.getLogger(Passkeys.class);
    private static final String DOOR = "passkey";
    private static final String LOGIN = "login";
    private static final String ADD = "add";

    /** Somebody with more devices has mistaken the page for something else. */
    private static final int MOST = 10;

    private static final int LONGEST_NAME = 60;

    private final PasskeyStore store;
    private final Answers answers;
    private final InvitedAccounts invited;
    private final AccountStore accounts;
    private final Logins logins;
    private final Acts acts;
    private final Guesses guesses;
    private final Caller caller;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Passkeys(
            PasskeyStore store,
            Answers answers,
            InvitedAccounts invited,
            AccountStore accounts,
            Logins logins,
            Acts acts,
            Guesses guesses,
            Caller caller,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.store = store;
        this.answers = answers;
        this.invited = invited;
        this.accounts = accounts;
        this.logins = logins;
        this.acts = acts;
        this.guesses = guesses;
        this.caller = caller;
        this.transaction = transaction;
        this.clock = clock;
    }

    public sealed interface Outcome {
        record Done(Account account) implements Outcome {}

        /** @param why key of the words for it, below {@code identity.refusal.} */
        record Refused(String why) implements Outcome {}
    }

    /** JSON for the browser: any passkey of this portal. */
    public String askToShow(PasskeyDoor.Open door, HttpSession session) {
        return Questions.JSON.writeValueAsString(Questions.show(door, Challenge.ask(session, LOGIN, "-")));
    }

    /** JSON for the browser: a new passkey, for an account that the invitation will make. */
    public String askToOpen(PasskeyDoor.Open door, HttpSession session, String token, String name) {
        var asked = Challenge.ask(session, purpose(token), Secrets.fresh());
        return Questions.JSON.writeValueAsString(Questions.make(door, asked, name, List.of()));
    }

    /** JSON for the browser: one more passkey. */
    public String askToAdd(PasskeyDoor.Open door, HttpSession session, Account account) {
        var asked = Challenge.ask(session, ADD, handle(account));
        return Questions.JSON.writeValueAsString(
                Questions.make(door, asked, account.name(), store.credentials(account.id())));
    }

    /** The token itself has no place in a session. */
    private static String purpose(String token) {
        return "invitation:" + java.util.HexFormat.of().formatHex(Secrets.hash(token));
    }

    private String handle(Account account) {
        if (!account.invited()) throw new IllegalStateException("whoever has a provider logs in there");
        return accounts.subject(account.id()).orElseThrow();
    }

    /** Makes an account with an invitation, once; a device that answers wrongly leaves the invitation as it was. */
    public Outcome open(
            PasskeyDoor.Open door, HttpSession session, String token, String name, String keyName, String answer) {
        var asked = Challenge.take(session, purpose(token));
        if (asked.isEmpty()) return refused("no-challenge");
        return switch (answers.made(door, asked.get(), answer)) {
            case Verdict.Bad<MadeKey>(var code) -> refused(code);
            case Verdict.Good<MadeKey>(var made) ->
                transactional(() -> switch (invited.open(
                        token, name, asked.get().handle())) {
                    case InvitedAccounts.Opening.Refused(var why) -> new Outcome.Refused(why.name());
                    case InvitedAccounts.Opening.Opened(var account) -> {
                        if (!keep(account, made, keyName)) yield new Outcome.Refused("PASSKEY_KNOWN");
                        yield new Outcome.Done(logins.enter(account.id(), DOOR));
                    }
                });
        };
    }

    /** What was half written when a refusal came is not written. */
    private Outcome transactional(java.util.function.Supplier<Outcome> act) {
        return transaction.execute(status -> {
            var outcome = act.get();
            if (outcome instanceof Outcome.Refused) status.setRollbackOnly();
            return outcome;
        });
    }

    private boolean keep(Account account, MadeKey made, String name) {
        var id = store.add(account.id(), made, name, clock.instant());
        if (id.isEmpty()) return false;
        acts.tell(account.auditName(), "add-passkey", "passkey:" + id.getAsLong());
        return true;
    }

    /** Who it is, by a passkey alone. */
    public Outcome enter(PasskeyDoor.Open door, HttpSession session, String answer) {
        var asked = Challenge.take(session, LOGIN);
        if (guesses.exhausted(DOOR, caller.address())) return new Outcome.Refused("PASSKEY_REFUSED");
        if (asked.isEmpty()) return refused("no-challenge");
        return switch (answers.shown(door, asked.get(), answer)) {
            case Verdict.Bad<ShownKey>(var code) -> refused(code);
            case Verdict.Good<ShownKey>(var shown) ->
                entered(shown).<Outcome>map(Outcome.Done::new).orElseGet(() -> refused("counter"));
        };
    }

    private Optional<Account> entered(ShownKey shown) {
        return transaction.execute(_ -> store.used(shown.key().id(), shown.count(), clock.instant())
                ? Optional.of(logins.enter(shown.key().account(), DOOR))
                : Optional.empty());
    }

    private Outcome refused(String code) {
        guesses.wrong(DOOR, caller.address());
        LOG.atWarn().addKeyValue("reason", code).log("passkey refused");
        logins.refused(DOOR, code);
        return new Outcome.Refused("PASSKEY_REFUSED");
    }

    public Outcome add(PasskeyDoor.Open door, HttpSession session, Account account, String name, String answer) {
        var asked = Challenge.take(session, ADD).filter(one -> one.handle().equals(handle(account)));
        if (!named(name)) return new Outcome.Refused("PASSKEY_NAME");
        if (asked.isEmpty()) return refused("no-challenge");
        if (of(account).size() >= MOST) return new Outcome.Refused("PASSKEY_TOO_MANY");
        return switch (answers.made(door, asked.get(), answer)) {
            case Verdict.Bad<MadeKey>(var code) -> refused(code);
            case Verdict.Good<MadeKey>(var made) ->
                transactional(() -> keep(account, made, name.strip())
                        ? new Outcome.Done(account)
                        : new Outcome.Refused("PASSKEY_KNOWN"));
        };
    }

    /** Oldest first. */
    public List<Passkey> of(Account account) {
        return store.of(account.id());
    }

    public Outcome rename(Account account, long id, String name) {
        if (!named(name)) return new Outcome.Refused("PASSKEY_NAME");
        return store.rename(id, account.id(), name.strip())
                ? new Outcome.Done(account)
                : new Outcome.Refused("PASSKEY_GONE");
    }

    /** @param last whether its person was told that this is the last one, after which the account cannot be opened any more */
    public Outcome remove(Account account, long id, boolean last) {
        return transactional(() -> {
            accounts.lock(account.id());
            var keys = of(account);
            if (keys.stream().noneMatch(key -> key.id() == id)) return new Outcome.Refused("PASSKEY_GONE");
            if (keys.size() == 1 && !last) return new Outcome.Refused("PASSKEY_LAST");
            store.remove(id, account.id());
            acts.tell(
                    account.auditName(),
                    "remove-passkey",
                    "passkey:" + id,
                    Map.of(),
                    Map.of("left", Integer.toString(keys.size() - 1)));
            return new Outcome.Done(account);
        });
    }

    private static boolean named(String name) {
        var plain = name.strip();
        return !plain.isEmpty()
                && plain.length() <= LONGEST_NAME
                && plain.chars().noneMatch(Character::isISOControl);
    }
}
