package fr.balise.mailbox.lifecycle;

import java.time.Instant;

/** One change of a hosted mailbox. @param by name of who did it; empty for what Balise did itself */
public record Happened(String act, String state, Instant at, String by) {}
