/**
 * The SMTP side: Postfix asks here whether a message of our own people may leave ({@link fr.balise.gateway.PolicyDoor},
 * {@link fr.balise.gateway.HeadDoor}). Mail that arrives never asks: it must not need Balise. Decides nothing itself.
 */
@ApplicationModule(allowedDependencies = {"mailbox :: lifecycle"})
@NullMarked
package fr.balise.gateway;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
