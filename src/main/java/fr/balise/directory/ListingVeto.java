package fr.balise.directory;

import fr.balise.kernel.MailAddress;

/** Rooms that know of reasons why an address must not be listed, whoever asks for it from outside. */
public interface ListingVeto {
    boolean forbids(MailAddress address);
}
