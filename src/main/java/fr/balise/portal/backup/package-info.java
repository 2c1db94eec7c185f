/** One file with everything that an instance keeps, made while it runs; and the way back. */
@NullMarked
package fr.balise.portal.backup;

import org.jspecify.annotations.NullMarked;
