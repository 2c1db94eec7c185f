/**
 * Work that goes on when nobody waits for it, and survives whatever ends Balise: it goes on where it last said it was. A room gives a
 * {@link fr.balise.jobs.Work} as a bean and starts jobs through {@link fr.balise.jobs.Jobs}; pages show them with the fragment
 * {@code jobs/progress :: following(job)}. A leaf: every room may use it.
 */
@ApplicationModule(allowedDependencies = {"identity"})
@NullMarked
package fr.balise.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
