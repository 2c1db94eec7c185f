/**
 * Starts the parts of an instance in order, keeps them running, and stops them in reverse. It alone may be root; the parts run as an
 * unprivileged user. No Spring here, and nothing that a web page could reach.
 */
@NullMarked
package fr.balise.portal.supervisor;

import org.jspecify.annotations.NullMarked;
