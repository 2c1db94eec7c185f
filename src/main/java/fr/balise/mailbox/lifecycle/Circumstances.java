package fr.balise.mailbox.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a decision looks at besides the mailbox. @param inside null when nobody can tell what the mailbox holds */
public record Circumstances(Instant now, @Nullable Contents inside, Terms terms) {}
