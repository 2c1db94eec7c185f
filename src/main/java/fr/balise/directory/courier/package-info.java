/**
 * Carries what Balise states about addresses to the national directory: errands are taken from the table in small batches, brought through
 * one port ({@link fr.balise.directory.courier.NationalDirectory}), and put down as done, later or failed. No transaction is open while
 * somebody else's server answers.
 */
@NullMarked
package fr.balise.directory.courier;

import org.jspecify.annotations.NullMarked;
