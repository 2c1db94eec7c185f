/** The loopback channel of the command line, under {@code /api/admin}: guarded by the token in the data folder, never by a session. */
@NullMarked
package fr.balise.portal.admin;

import org.jspecify.annotations.NullMarked;
