@NullMarked
package fr.balise.directory.search;

import org.jspecify.annotations.NullMarked;
