/** Pages about the room in mailboxes. Words in messages/hygiene; everything about mail goes by POST or stands behind numbers. */
@NullMarked
package fr.balise.hygiene.web;

import org.jspecify.annotations.NullMarked;
