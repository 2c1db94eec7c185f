package fr.balise.promotion;

import static java.util.stream.Collectors.toMap;

import fr.balise.directory.Directory;
import fr.balise.directory.Person;
import fr.balise.directory.Structure;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.lifecycle.ChosenMailboxes;
import fr.balise.mailbox.lifecycle.Owner;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What automatic replies should name: a few statements for one mailbox as for a lot of them. */
@Component
class ChosenForPlaces implements ChosenMailboxes {
    private final Directory directory;
    private final Preferences preferences;
    private final ServicePreferences services;

    ChosenForPlaces(Directory directory, Preferences preferences, ServicePreferences services) {
        this.directory = directory;
        this.preferences = preferences;
        this.services = services;
    }

    @Override
    public Map<At, String> keys(Collection<At> places) {
        var people = people(places);
        var decided =
                preferences.decided(people.values().stream().map(Person::id).toList());
        var structures = structures(places);
        var chosen = services.of(structures.values().stream().map(Structure::id).toList());
        var keys = new HashMap<At, String>();
        for (var place : places) {
            var key = switch (place.owner()) {
                case Owner.OfPerson(var number) ->
                    Optional.ofNullable(people.get(number))
                            .flatMap(one -> at(decided.getOrDefault(one.id(), List.of()), place.situation()));
                case Owner.OfStructure(var number) ->
                    Optional.ofNullable(structures.get(number))
                            .flatMap(one -> ofService(chosen.getOrDefault(one.id(), List.of())));
            };
            key.ifPresent(one -> keys.put(place, one));
        }
        return keys;
    }

    private static Optional<String> at(List<Preference> decided, @Nullable Long situation) {
        return Stream.of(Optional.ofNullable(situation), Optional.<Long>empty())
                .flatMap(where -> decided.stream()
                        .filter(one -> one.spot().document() == null
                                && Objects.equals(one.spot().situation(), where.orElse(null))))
                .map(one -> one.address().key())
                .findFirst();
    }

    private static Optional<String> ofService(List<ServiceChoice> chosen) {
        return chosen.stream()
                .filter(one -> one.document() == null)
                .map(one -> one.address().key())
                .findFirst();
    }

    private Map<NationalPersonId, Person> people(Collection<At> places) {
        var numbers = places.stream()
                .flatMap(one -> one.owner() instanceof Owner.OfPerson(var number) ? Stream.of(number) : Stream.empty())
                .distinct()
                .toList();
        return numbers.isEmpty()
                ? Map.of()
                : directory.numbered(numbers).stream().collect(toMap(Person::nationalId, Function.identity()));
    }

    private Map<String, Structure> structures(Collection<At> places) {
        return places.stream()
                .flatMap(one ->
                        one.owner() instanceof Owner.OfStructure(var number) ? Stream.of(number) : Stream.empty())
                .distinct()
                .flatMap(number -> directory.structure(number).stream())
                .collect(toMap(Structure::nationalId, Function.identity()));
    }
}
