/** Who is logged in, for whom that person acts, and with which rights. A leaf: every room with pages may use it. */
@ApplicationModule(allowedDependencies = {"outbox"})
@NullMarked
package fr.balise.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
