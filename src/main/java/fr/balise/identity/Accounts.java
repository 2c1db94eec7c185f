package fr.balise.identity;

import fr.balise.kernel.NationalPersonId;
import java.util.Optional;

/** Accounts seen from outside the room: what the command line may do to them. */
public interface Accounts {

    /**
     * Makes a person staff of the operator, whether or not that person ever logged in.
     *
     * @param by who granted, as {@link fr.balise.kernel.SensitiveAct#actor()} names it
     * @return id of the account; granting twice changes nothing and gives the same id
     */
    long grantOperator(NationalPersonId person, String by);

    /** The account of a person who logged in, or was named, before. */
    Optional<Actor> find(NationalPersonId person);

    /** Whether that account is staff of the operator now. */
    boolean isOperator(long account);

    /** The account of a person, made under that name where there is none yet. Gives no role. */
    Actor named(NationalPersonId person, String name);
}
