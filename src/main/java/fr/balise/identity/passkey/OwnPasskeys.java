package fr.balise.identity.passkey;

import fr.balise.identity.account.Account;
import fr.balise.identity.account.AccountStore;
import fr.balise.identity.account.Acts;
import fr.balise.identity.passkey.Answers.Verdict;
import fr.balise.identity.passkey.Passkeys.Outcome;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** The keys of an account, as its person adds, names and removes them. */
@Service
public class OwnPasskeys {
    private static final String ADD = "add";

    /** Somebody with more devices has mistaken the page for something else. */
    private static final int MOST = 10;

    private static final int LONGEST_NAME = 60;

    private final PasskeyStore store;
    private final PasskeyBook book;
    private final Answers answers;
    private final AccountStore accounts;
    private final Acts acts;

    OwnPasskeys(PasskeyStore store, PasskeyBook book, Answers answers, AccountStore accounts, Acts acts) {
        this.store = store;
        this.book = book;
        this.answers = answers;
        this.accounts = accounts;
        this.acts = acts;
    }

    /** JSON for the browser: one more passkey. */
    public String askToAdd(PasskeyDoor.Open door, HttpSession session, Account account) {
        var asked = Challenge.ask(session, ADD, handle(account));
        return Questions.JSON.writeValueAsString(
                Questions.make(door, asked, account.name(), store.credentials(account.id())));
    }

    private String handle(Account account) {
        if (!account.invited()) throw new IllegalStateException("whoever has a provider logs in there");
        return accounts.subject(account.id()).orElseThrow();
    }

    public Outcome add(PasskeyDoor.Open door, HttpSession session, Account account, String name, String answer) {
        var asked = Challenge.take(session, ADD).filter(one -> one.handle().equals(handle(account)));
        if (!named(name)) return new Outcome.Refused("PASSKEY_NAME");
        if (asked.isEmpty()) return book.refused("no-challenge");
        if (of(account).size() >= MOST) return new Outcome.Refused("PASSKEY_TOO_MANY");
        return switch (answers.made(door, asked.get(), answer)) {
            case Verdict.Bad<MadeKey>(var code) -> book.refused(code);
            case Verdict.Good<MadeKey>(var made) ->
                book.whole(() -> book.keep(account, made, name.strip())
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
        return book.whole(() -> {
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
