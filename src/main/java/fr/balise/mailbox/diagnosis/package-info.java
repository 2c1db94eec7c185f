/** The diagnosis: pure rules over a census, each with its test, and what was answered "Pas concerné". */
@NullMarked
package fr.balise.mailbox.diagnosis;

import org.jspecify.annotations.NullMarked;
