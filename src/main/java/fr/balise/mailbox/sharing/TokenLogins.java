package fr.balise.mailbox.sharing;

import fr.balise.identity.Accounts;
import fr.balise.identity.Actor;
import fr.balise.identity.BearerTokens;
import fr.balise.identity.BearerTokens.Reading;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailstore.MailPasswords.Rights;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.TokenDoor;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Opens a mailbox to the token of a person: everything of one's own; of others what was shared with that person and holds today. No
 * password is needed beside it.
 */
@Component
class TokenLogins implements TokenDoor {
    private static final Logger LOG = LoggerFactory.getLogger(TokenLogins.class);

    private final BearerTokens tokens;
    private final Lifecycle lifecycle;
    private final Accounts accounts;
    private final Keyring keyring;

    TokenLogins(BearerTokens tokens, Lifecycle lifecycle, Accounts accounts, Keyring keyring) {
        this.tokens = tokens;
        this.lifecycle = lifecycle;
        this.accounts = accounts;
        this.keyring = keyring;
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
                : accounts.find(person).flatMap(actor -> shared(mailbox, actor));
    }

    /** Managing a structure opens no mailbox of people, and software has no token of a person. */
    private Optional<Proven> shared(Hosted mailbox, Actor actor) {
        return Optional.ofNullable(keyring.standing(actor, Set.of(), mailbox).rights())
                .map(rights -> new Proven(actor.account(), rights));
    }

    /** For who never logged in to the portal; an account that is there keeps its name. */
    private static String unnamed(NationalPersonId person) {
        var digits = person.value();
        return "…" + digits.substring(Math.max(0, digits.length() - 4));
    }
}
