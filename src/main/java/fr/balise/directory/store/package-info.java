/**
 * The door {@link fr.balise.directory.Directory} answered from the tables: gone rows with the date since when they are gone,
 * national and local attachments merged, codes with their labels.
 */
@NullMarked
package fr.balise.directory.store;

import org.jspecify.annotations.NullMarked;
