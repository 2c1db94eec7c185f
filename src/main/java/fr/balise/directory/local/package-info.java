/**
 * What Balise itself states about addresses: rows beside the national ones, which readers see in their place. One row per address and
 * carrier ({@link fr.balise.directory.local.LocalRows}); a withdrawn one stays, so that the national row keeps being overruled. The
 * difference to the newest national file is the drift.
 */
@NullMarked
package fr.balise.directory.local;

import org.jspecify.annotations.NullMarked;
