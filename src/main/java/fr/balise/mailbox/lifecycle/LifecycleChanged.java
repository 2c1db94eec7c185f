package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.DomainEvent;
import java.time.Instant;

/** A hosted mailbox was opened or changed. Ask {@link Lifecycle#find} what it is now: this may be told late, or twice. */
public record LifecycleChanged(long mailbox, long version, Instant at) implements DomainEvent {}
