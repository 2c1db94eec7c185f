/** The command line behind {@code ./balise}: starts and stops instances, and speaks to a running one over its loopback channel. */
@NullMarked
package fr.balise.portal.cli;

import org.jspecify.annotations.NullMarked;
