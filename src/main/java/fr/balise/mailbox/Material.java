package fr.balise.mailbox;

import fr.balise.directory.DirectoryAge;
import fr.balise.directory.Listing;
import fr.balise.directory.Person;
import fr.balise.directory.Publication;
import fr.balise.directory.Situation;
import fr.balise.directory.Structure;
import fr.balise.identity.Subject;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.CensusView.Namesake;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that a census is made of, read once: counting it is pure.
 *
 * @param own rows that name the person
 * @param managed structures that the person manages, with the rows they carry
 * @param rows every row of an address
 * @param structures any structure by its id
 * @param said, checks, turns, requests, uses, stated by key of the address
 * @param colleagues when somebody else last confirmed the reading, by key of the address
 */
record Material(
        Subject subject,
        @Nullable Person person,
        List<Situation> situations,
        List<Listing> own,
        Map<Structure, List<Listing>> managed,
        Function<MailAddress, List<Listing>> rows,
        Function<Long, Optional<Structure>> structures,
        Map<String, Said> said,
        Map<String, List<SentCheck>> checks,
        Map<String, Instant> colleagues,
        Map<String, Instant> turns,
        Map<String, List<StoredRequest>> requests,
        Map<String, BoxUse> uses,
        Map<String, List<Publication.State>> stated,
        Function<String, Optional<OperatorSheet>> sheets,
        List<Namesake> namesakes,
        DirectoryAge age,
        @Nullable LocalDate beginning) {}
