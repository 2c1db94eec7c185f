package fr.balise.mailbox;

/** All mailboxes in a person's name, at all operators, with what is known of each. */
public interface Census {}
