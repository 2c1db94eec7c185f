/** What tests of every room share. */
@NullMarked
package fr.balise.testing;

import org.jspecify.annotations.NullMarked;
