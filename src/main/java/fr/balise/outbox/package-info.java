/** Mail that Balise itself sends: a queue, a throttle, and an adapter that writes files or speaks SMTP. A leaf. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package fr.balise.outbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
