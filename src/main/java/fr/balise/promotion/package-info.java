/**
 * Which mailbox is preferred for which practice situation and kind of document [L-P1] [L-P3], and the answer to "which address?" for
 * whoever writes. Starts at {@link fr.balise.promotion.Choosing}, where a holder decides, and {@link fr.balise.promotion.Resolver}, which
 * answers from what is public now and from those decisions. {@link fr.balise.promotion.Advice} and
 * {@link fr.balise.promotion.ResolverRules} are pure. Whole address books are checked in {@code book}.
 */
@ApplicationModule(allowedDependencies = {"directory", "identity", "jobs", "mailbox", "mailbox :: lifecycle", "outbox"})
@NullMarked
package fr.balise.promotion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
