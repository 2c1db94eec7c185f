/**
 * Appends every sensitive act in the transaction of the room that publishes it, and seals the rows into a chain from which none can
 * be removed unseen. Listens to {@link fr.balise.kernel.SensitiveAct}; others only read, through {@link AuditTrail}.
 */
@ApplicationModule(allowedDependencies = {"identity"})
@NullMarked
package fr.balise.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
