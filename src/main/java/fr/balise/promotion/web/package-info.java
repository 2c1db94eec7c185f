/** The page on which a holder chooses, and the doors of "which address?". */
@NullMarked
package fr.balise.promotion.web;

import org.jspecify.annotations.NullMarked;
