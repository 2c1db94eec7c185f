/** Long campaigns of crashes and hostile input, for {@code ./balise soak}. */
@NullMarked
package fr.balise.soak;

import org.jspecify.annotations.NullMarked;
