/** Words that every room shares, valid by construction. Nothing but {@code java.*} may be used here. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package fr.balise.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
