package fr.balise.identity.login;

/** Addresses of this room that more than one class names. */
public final class Paths {
    /** The page that offers the ways to log in. */
    public static final String LOGIN = "/connexion";

    /** Below it, one address per provider that sends people there. */
    public static final String START = LOGIN + "/par";

    /** Below it, one address per provider to which people come back. Registered at the provider. */
    public static final String RETURN = LOGIN + "/retour";

    public static final String LOGOUT = "/deconnexion";

    private Paths() {}
}
