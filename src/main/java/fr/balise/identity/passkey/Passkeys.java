package fr.balise.identity.passkey;

import fr.balise.identity.Secrets;
import fr.balise.identity.account.Account;
import fr.balise.identity.account.InvitedAccounts;
import fr.balise.identity.account.Logins;
import fr.balise.identity.passkey.Answers.ShownKey;
import fr.balise.identity.passkey.Answers.Verdict;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import org.springframework.stereotype.Service;

/** Coming in with a passkey: the first time by an invitation, later by the passkey alone. Each begins with a question to the device and ends with its answer. */
@Service
public class Passkeys {
    private static final String LOGIN = "login";

    private final PasskeyBook book;
    private final Answers answers;
    private final InvitedAccounts invited;
    private final Logins logins;

    Passkeys(PasskeyBook book, Answers answers, InvitedAccounts invited, Logins logins) {
        this.book = book;
        this.answers = answers;
        this.invited = invited;
        this.logins = logins;
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

    /** The token itself has no place in a session. */
    private static String purpose(String token) {
        return "invitation:" + java.util.HexFormat.of().formatHex(Secrets.hash(token));
    }

    /** Makes an account with an invitation, once; a device that answers wrongly leaves the invitation as it was. */
    public Outcome open(
            PasskeyDoor.Open door, HttpSession session, String token, String name, String keyName, String answer) {
        var asked = Challenge.take(session, purpose(token));
        if (asked.isEmpty()) return book.refused("no-challenge");
        return switch (answers.made(door, asked.get(), answer)) {
            case Verdict.Bad<MadeKey>(var code) -> book.refused(code);
            case Verdict.Good<MadeKey>(var made) ->
                book.whole(() -> switch (invited.open(token, name, asked.get().handle())) {
                    case InvitedAccounts.Opening.Refused(var why) -> new Outcome.Refused(why.name());
                    case InvitedAccounts.Opening.Opened(var account) -> {
                        if (!book.keep(account, made, keyName)) yield new Outcome.Refused("PASSKEY_KNOWN");
                        yield new Outcome.Done(logins.enter(account.id(), PasskeyBook.DOOR));
                    }
                });
        };
    }

    /** Who it is, by a passkey alone. */
    public Outcome enter(PasskeyDoor.Open door, HttpSession session, String answer) {
        var asked = Challenge.take(session, LOGIN);
        if (book.isTired()) return new Outcome.Refused("PASSKEY_REFUSED");
        if (asked.isEmpty()) return book.refused("no-challenge");
        return switch (answers.shown(door, asked.get(), answer)) {
            case Verdict.Bad<ShownKey>(var code) -> book.refused(code);
            case Verdict.Good<ShownKey>(var shown) -> {
                var outcome = entered(shown);
                yield outcome instanceof Outcome.Done ? outcome : book.refused("counter");
            }
        };
    }

    /** The count and the trace of the login are written together, or neither. */
    private Outcome entered(ShownKey shown) {
        return book.whole(() -> book.used(shown)
                ? new Outcome.Done(logins.enter(shown.key().account(), PasskeyBook.DOOR))
                : new Outcome.Refused("PASSKEY_REFUSED"));
    }
}
