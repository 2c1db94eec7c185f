/**
 * Address books of others: which addresses in them are obsolete, which are not the preferred ones, which people have homonyms [L-P1].
 * {@link fr.balise.promotion.book.Checking} judges entries by the same answers that single questions get;
 * {@link fr.balise.promotion.book.BookRules} is pure. {@link fr.balise.promotion.book.Books} keeps, sealed and for a short time, what a
 * person works through.
 */
@NullMarked
package fr.balise.promotion.book;

import org.jspecify.annotations.NullMarked;
