/** The directory's doors for people and programs: the public pages under {@code /annuaire} and the API under {@code /api/directory}. */
@NullMarked
package fr.balise.directory.web;

import org.jspecify.annotations.NullMarked;
