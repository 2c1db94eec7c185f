/** The mirror of the national directory: files are staged, compared, guarded and applied in one switch; search and FHIR read what was applied. It does not know {@code mailbox}: it tells ({@link fr.balise.directory.LoadApplied}). */
@ApplicationModule(allowedDependencies = {"identity"})
@NullMarked
package fr.balise.directory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
