package fr.balise.identity;

/** The people of {@link LoginCards} as accounts. Demo instances alone have it. */
public interface CardPeople {

    /**
     * Gives everybody on a card who has no account yet an account, and what the card says of him or her: roles, structures,
     * delegations. What visitors revoked stays revoked.
     */
    void settle();
}
