package fr.balise.promotion;

import fr.balise.directory.Listing;
import fr.balise.directory.Person;
import fr.balise.directory.Situation;
import fr.balise.directory.Structure;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.Domains;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the answers to some questions are drawn from, read before the first of them is answered.
 *
 * @param rows of the addresses that are asked about and of those that they lead to, by key
 * @param people by id, {@code numbered} by national id, {@code structures} by idNat_Struct; what is not there is not in the directory
 * @param situations of each person, those that ended included; {@code listings} and {@code decided} alike
 * @param disowned by person: keys of addresses that he or she said are not theirs; whoever disowns none is left out
 * @param services mailboxes of structures that are asked about alone, and {@code chosenByStructures} what these decided
 * @param leadOn people who agreed that old addresses lead to the present ones
 * @param active keys of addresses that are held here and active; {@code ending} of those held here in any other state
 * @param onward by key of an address: the one that its automatic reply or its tombstone names
 * @param operators mail domains of the addresses read that belong to an operator that staff know
 * @param day of the directory; null before the first load
 */
record Known(
        Map<String, List<Listing>> rows,
        Map<NationalPersonId, Person> numbered,
        Map<Long, Person> people,
        Map<String, Structure> structures,
        Map<Long, List<Situation>> situations,
        Map<Long, List<Listing>> listings,
        Map<Long, List<Preference>> decided,
        Map<NationalPersonId, Set<String>> disowned,
        Map<Long, List<Listing>> services,
        Map<Long, List<ServiceChoice>> chosenByStructures,
        Set<Long> leadOn,
        Set<String> active,
        Set<String> ending,
        Map<String, MailAddress> onward,
        Set<String> operators,
        @Nullable LocalDate day) {

    /** Whether anybody may learn of it: present, not on the red list, of the space of trust, and not on its way out here. */
    boolean isPublic(Listing listing) {
        return listing.presence().present() && !listing.unlisted() && isTrusted(listing.address());
    }

    /**
     * Of the space by its name, held here, or of an operator that staff know. One that is being closed here is not, whatever a file
     * of yesterday says.
     */
    private boolean isTrusted(MailAddress address) {
        return !ending.contains(address.key())
                && (Domains.isWithin(address.domain(), Domains.SPACE)
                        || operators.contains(address.domain())
                        || active.contains(address.key()));
    }

    List<Listing> rowsOf(MailAddress address) {
        return rows.getOrDefault(address.key(), List.of());
    }

    /** Every public service mailbox of a structure that was asked about alone. */
    List<Listing> servicesOf(long structure) {
        return services.getOrDefault(structure, List.of()).stream()
                .filter(this::isPublic)
                .filter(one -> ServiceRules.isOfService(one, structure))
                .toList();
    }

    /** Those alone that the directory still has. */
    Optional<Person> present(@Nullable Long id) {
        return Optional.ofNullable(id)
                .map(people::get)
                .filter(person -> person.presence().present());
    }

    Optional<Person> present(NationalPersonId id) {
        return Optional.ofNullable(numbered.get(id))
                .filter(person -> person.presence().present());
    }

    List<Situation> situationsOf(long person) {
        return situations.getOrDefault(person, List.of()).stream()
                .filter(one -> one.presence().present())
                .toList();
    }

    /** Whether its holder, as the directory has it, said that it is somebody else's. */
    boolean isDisowned(long person, MailAddress address) {
        var said = people.get(person);
        return said != null
                && disowned.getOrDefault(said.nationalId(), Set.of()).contains(address.key());
    }

    /** Every public address of a person, but for those that he or she said are not theirs. */
    List<Listed> listed(long person) {
        return listings.getOrDefault(person, List.of()).stream()
                .filter(this::isPublic)
                .filter(one -> !isDisowned(person, one.address()))
                .filter(one -> Long.valueOf(person).equals(one.carrier().personId()))
                .map(one -> new Listed(
                        one.attachment(),
                        one.address(),
                        one.carrier().structureId(),
                        one.carrier().situationId(),
                        one.rank()))
                .toList();
    }
}
