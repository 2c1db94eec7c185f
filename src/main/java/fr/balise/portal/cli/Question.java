package fr.balise.portal.cli;

import fr.balise.portal.supervisor.Failure;

/** Asks before something is lost. */
final class Question {
    private Question() {}

    /** @throws Failure when nobody can be asked and {@code --yes} was not given */
    static boolean yes(Arguments arguments, String question) {
        if (arguments.has("yes")) return true;
        var console = System.console();
        if (console == null || !console.isTerminal()) throw new Failure(question + " Say so with --yes.");
        var answer = console.readLine("%s [y/N] ", question);
        if (answer != null && answer.strip().equalsIgnoreCase("y")) return true;
        System.err.println("balise: nothing was changed");
        return false;
    }
}
