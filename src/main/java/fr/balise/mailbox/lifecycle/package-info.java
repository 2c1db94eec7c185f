/**
 * The life of a mailbox that this installation holds: active, depublished, retrieval only, erased [L-I4] [L-I5] [L-I7] [L-I8]. Starts at
 * {@link fr.balise.mailbox.lifecycle.LifecycleRules}, which is pure and holds the whole table of docs/lifecycle.md. Listing in the
 * directory, holds and suspension of access are facts of their own beside the state.
 */
@NamedInterface("lifecycle")
@NullMarked
package fr.balise.mailbox.lifecycle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
