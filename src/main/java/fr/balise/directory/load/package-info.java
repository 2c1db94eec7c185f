/**
 * How a national file comes in. Its lines are read once; each is compared in memory with the hashes of what is held, and only
 * differences go to the database, as staged rows of the one transaction that also applies them. A file that is broken, or that
 * would change too much, ends that transaction without a trace among what readers see.
 */
@NullMarked
package fr.balise.directory.load;

import org.jspecify.annotations.NullMarked;
