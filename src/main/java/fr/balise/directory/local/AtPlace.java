package fr.balise.directory.local;

import fr.balise.kernel.MailAddress;

/** An address at a place, about which something is said. */
record AtPlace(MailAddress address, Place place) {}
