package fr.balise.directory;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

    /** More people than any page or message is about. */
    int MOST_AT_A_STRUCTURE = 5_000;

    /** Situations at a structure that are present now, at most {@link #MOST_AT_A_STRUCTURE} of them, by id. */
    List<Situation> situationsAt(long structure);

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

    /** Those of these people that the directory has or had. */
    default List<Person> people(Collection<Long> ids) {
        return ids.stream().flatMap(id -> person(id).stream()).toList();
    }

    /** Those of these people that the directory has or had. */
    default List<Person> numbered(Collection<NationalPersonId> ids) {
        return ids.stream().flatMap(id -> person(id).stream()).toList();
    }

    /** All situations of these people, those that left the files included. */
    default List<Situation> situations(Collection<Long> people) {
        return people.stream().flatMap(id -> situations(id).stream()).toList();
    }

    /** Every mailbox row that names one of these people, gone ones included. */
    default List<Listing> listingsOfPeople(Collection<Long> people) {
        return people.stream().flatMap(id -> listingsOfPerson(id).stream()).toList();
    }

    /**
     * People present now whose names are these, accents, hyphens and case apart.
     *
     * @param names the exercise name and the first name, as somebody writes them, in this order or the other
     * @return by each name as it was given; names that nobody bears are left out
     */
    Map<String, List<Person>> named(Collection<String> names);

    /** Other people, present now, with the same family name (accents and hyphens apart) and a like first name. */
    List<Person> homonyms(long person);

    /** Which files the answers come from. */
    DirectoryAge age();

    /**
     * Date of the first mailbox file ever applied: what it brought was there "at least since" then. Empty when none was.
     */
    Optional<LocalDate> beginning();
}
