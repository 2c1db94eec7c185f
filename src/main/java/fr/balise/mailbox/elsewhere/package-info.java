/**
 * What a person does with a mailbox at another operator once it is connected, beyond looking into it: an automatic reply among its filters.
 * The connection itself is {@link fr.balise.mailbox.OwnConnections}, taking all its mail away {@link fr.balise.mailbox.takeout.Exports}.
 */
@NullMarked
package fr.balise.mailbox.elsewhere;

import org.jspecify.annotations.NullMarked;
