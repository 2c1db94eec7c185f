package fr.balise.mailbox.lifecycle;

import java.time.Instant;

/** A hold or a suspension of access that stands. @param reason 1 to 500 characters, for the holder to read */
public record Measure(String reason, By by, Instant since) {}
