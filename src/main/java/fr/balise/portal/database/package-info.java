/** The connections to PostgreSQL: one that vanishes without a word must not be waited for for ever. */
@NullMarked
package fr.balise.portal.database;

import org.jspecify.annotations.NullMarked;
