package fr.balise.promotion.book;

import fr.balise.directory.Coded;
import fr.balise.directory.Person;
import fr.balise.directory.Situation;
import fr.balise.kernel.MailAddress;
import fr.balise.promotion.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An address that could stand in the book instead, with what tells homonyms apart.
 *
 * @param name empty for an address that is nobody's own
 * @param rppsEnd last four digits
 * @param trade profession, and specialties behind it
 */
public record Offer(
        String address,
        String name,
        @Nullable String rppsEnd,
        @Nullable String trade,
        @Nullable String place,
        @Nullable String city) {

    static Offer of(Resolution.Use use) {
        return of(use, use.address());
    }

    /** The answer first, then what else that person has. */
    static List<Offer> each(Resolution.Use use) {
        return Stream.concat(Stream.of(use.address()), use.alternatives().stream())
                .map(address -> of(use, address))
                .toList();
    }

    private static Offer of(Resolution.Use use, MailAddress address) {
        var person = Optional.ofNullable(use.person());
        var situation = Optional.ofNullable(use.situation());
        var structure = situation.flatMap(one -> Optional.ofNullable(one.structure()));
        return new Offer(
                address.toString(),
                person.map(Person::fullName).orElse(""),
                person.flatMap(one -> one.nationalId().rpps())
                        .map(rpps -> rpps.value().substring(7))
                        .orElse(null),
                situation.map(Offer::trade).orElse(null),
                structure.map(one -> one.shownName()).orElse(null),
                structure.map(one -> one.address().city()).orElse(null));
    }

    private static @Nullable String trade(Situation situation) {
        var words = new ArrayList<String>();
        Optional.ofNullable(situation.profession()).map(Coded::label).ifPresent(words::add);
        situation.skills().stream().map(Coded::label).forEach(words::add);
        return words.isEmpty() ? null : String.join(", ", words);
    }
}
