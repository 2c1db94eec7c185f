package fr.balise.record;

import fr.balise.identity.Actor;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailstore.AccountId;

/** Somebody who may hand over what a mailbox holds; made by {@link Filing} alone. */
public final class Filer {
    private final Actor actor;
    private final Hosted mailbox;

    Filer(Actor actor, Hosted mailbox) {
        this.actor = actor;
        this.mailbox = mailbox;
    }

    public Actor actor() {
        return actor;
    }

    public Hosted mailbox() {
        return mailbox;
    }

    public AccountId account() {
        return new AccountId(mailbox.id().value());
    }

    public String path() {
        return "/classement/" + mailbox.id().value();
    }
}
