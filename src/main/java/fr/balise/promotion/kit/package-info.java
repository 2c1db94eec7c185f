/**
 * Makes known which mailbox is preferred [L-P4] [L-P5] [L-P6] [L-P7]: everything that carries the address of one place, made from the
 * directory and the choice. {@link fr.balise.promotion.kit.Kits} gathers a {@link fr.balise.promotion.kit.Kit};
 * {@link fr.balise.promotion.kit.KitMaker} makes each {@link fr.balise.promotion.kit.KitFile} of it. All but these two are pure. No file
 * ever holds a patient's data, asks another server for anything, or counts whoever reads it.
 */
@NullMarked
package fr.balise.promotion.kit;

import org.jspecify.annotations.NullMarked;
