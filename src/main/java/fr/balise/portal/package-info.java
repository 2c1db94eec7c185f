/** Home, layout, errors, help, the demo and the command line. */
@ApplicationModule(
        allowedDependencies = {
            "directory",
            "identity",
            "outbox",
            "mailbox",
            "mailbox :: lifecycle",
            "mailbox :: sharing",
            "hygiene",
            "record",
            "record :: way",
            "promotion",
            "promotion :: telling",
            "audit"
        })
@NullMarked
package fr.balise.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
