package fr.balise.gateway.signing;

/** The message is not sure to be what it looks like, or cannot hold a signature without other changes: it goes as it is. */
final class Doubt extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;

    Doubt(String what) {
        super(what, null, false, false);
        this.what = what;
    }

    String what() {
        return what;
    }

    static void when(boolean doubtful, String what) throws Doubt {
        if (doubtful) throw new Doubt(what);
    }
}
