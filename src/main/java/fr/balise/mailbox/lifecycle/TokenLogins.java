package fr.balise.mailbox.lifecycle;

import fr.balise.identity.Accounts;
import fr.balise.identity.Actor;
import fr.balise.identity.BearerTokens;
import fr.balise.identity.BearerTokens.Reading;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailPassword;
import fr.balise.mailstore.MailPasswords;
import fr.balise.mailstore.MailPasswords.Rights;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.TokenDoor;
import java.util.Comparator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Opens a mailbox to the token of a person: everything of one's own; of others what that person's valid passwords for the mailbox may do,
 * so that a delegation that ended ends here too.
 */
@Component
class TokenLogins implements TokenDoor {
    private static final Logger LOG = LoggerFactory.getLogger(TokenLogins.class);

    /** The wider ones first: level, then sending. */
    private static final Comparator<Rights> WIDTH =
            Comparator.comparing(Rights::level).thenComparing(Rights::send);

    private final BearerTokens tokens;
    private final Lifecycle lifecycle;
    private final Accounts accounts;
    private final MailPasswords passwords;

    TokenLogins(BearerTokens tokens, Lifecycle lifecycle, Accounts accounts, MailPasswords passwords) {
        this.tokens = tokens;
        this.lifecycle = lifecycle;
        this.accounts = accounts;
        this.passwords = passwords;
    }

    @Override
    public Optional<Proven> open(String token, MailAddress mailbox) {
        return switch (tokens.read(token)) {
            case Reading.Of(var person, var _) -> lifecycle.find(mailbox).flatMap(held -> proven(held, person));
            case Reading.Refused(var reason) -> {
                LOG.info("a token was refused: {}", reason);
                yield Optional.empty();
            }
            case Reading.Unanswered() -> throw new MailStore.Unavailable("no provider answers about tokens", null);
        };
    }

    private Optional<Proven> proven(Hosted mailbox, NationalPersonId person) {
        return mailbox.owner().equals(new Owner.OfPerson(person))
                ? Optional.of(new Proven(accounts.named(person, unnamed(person)).account(), Rights.HOLDER))
                : accounts.find(person).map(Actor::account).flatMap(account -> delegated(mailbox, account));
    }

    private Optional<Proven> delegated(Hosted mailbox, long account) {
        return passwords.of(new AccountId(mailbox.id().value()), account).stream()
                .filter(password -> password.revokedAt() == null)
                .map(MailPassword::rights)
                .max(WIDTH)
                .map(rights -> new Proven(account, rights));
    }

    /** For who never logged in to the portal; an account that is there keeps its name. */
    private static String unnamed(NationalPersonId person) {
        var digits = person.value();
        return "…" + digits.substring(Math.max(0, digits.length() - 4));
    }
}
