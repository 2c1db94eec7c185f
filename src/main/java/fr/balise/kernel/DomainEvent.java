package fr.balise.kernel;

import java.time.Instant;

/** A fact that rooms tell each other: flat, without personal data, since it is stored and replayed by a later release. */
public interface DomainEvent {
    Instant at();
}
