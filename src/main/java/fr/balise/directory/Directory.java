package fr.balise.directory;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the national directory says, and said, as other rooms may ask it. Rows that left the files are still answered, with the
 * date since when they are gone ({@link Presence}); pages and APIs for the public must leave them out.
 */
public interface Directory {

    Optional<Person> person(NationalPersonId id);

    Optional<Person> person(long id);

    Optional<Structure> structure(long id);

    /** By idNat_Struct (prefix and number), for instance {@code 1990000010}. */
    Optional<Structure> structure(String nationalId);

    /** All situations of a person, those that left the files included, in a stable order. */
    List<Situation> situations(long person);

    Optional<Situation> situation(long id);

    /** Every mailbox row that names this person, alone or at a structure, gone ones included. */
    List<Listing> listingsOfPerson(long person);

    /** Every mailbox row carried by this structure itself (ORG, APP), gone ones included. */
    List<Listing> listingsOfStructure(long structure);

    /** Every row of one address: one address may be on several carriers. */
    List<Listing> listings(MailAddress address);

    /** Every row of these addresses. */
    default List<Listing> listings(Collection<MailAddress> addresses) {
        return addresses.stream().flatMap(address -> listings(address).stream()).toList();
    }

    /** Other people, present now, with the same family name (accents and hyphens apart) and a like first name. */
    List<Person> homonyms(long person);

    /** Which files the answers come from. */
    DirectoryAge age();

    /**
     * Date of the first mailbox file ever applied: what it brought was there "at least since" then. Empty when none was.
     */
    Optional<LocalDate> beginning();
}
