package fr.balise.mailbox.lifecycle;

/** What comes of a command. Exceptions are left for bugs and outages. */
public sealed interface Decision {
    record Changed(Hosted to) implements Decision {}

    /** It was so already: a second press, a message told twice. */
    record Unchanged(Hosted kept) implements Decision {}

    record Refused(Refusal why) implements Decision {}
}
