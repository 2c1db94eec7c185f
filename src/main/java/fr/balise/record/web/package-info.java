/** Pages of hand-overs and their receipts, and of the record software that the operator's staff sets up. Words in messages/record. */
@NullMarked
package fr.balise.record.web;

import org.jspecify.annotations.NullMarked;
