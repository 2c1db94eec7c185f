package fr.balise.mailbox;

import fr.balise.directory.PostalAddress;
import fr.balise.directory.Structure;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** In which zone the days of a place of practice are counted: that of its department. */
public final class PracticeZone {
    private static final ZoneId MAINLAND = ZoneId.of("Europe/Paris");

    /** By department, or by what a postcode of 97 or 98 begins with. Saint-Barthélemy and Saint-Martin keep the time of Guadeloupe. */
    private static final Map<String, ZoneId> OVERSEAS = Map.ofEntries(
            Map.entry("971", ZoneId.of("America/Guadeloupe")),
            Map.entry("972", ZoneId.of("America/Martinique")),
            Map.entry("973", ZoneId.of("America/Cayenne")),
            Map.entry("974", ZoneId.of("Indian/Reunion")),
            Map.entry("975", ZoneId.of("America/Miquelon")),
            Map.entry("976", ZoneId.of("Indian/Mayotte")),
            Map.entry("977", ZoneId.of("America/Guadeloupe")),
            Map.entry("978", ZoneId.of("America/Guadeloupe")),
            Map.entry("986", ZoneId.of("Pacific/Wallis")),
            Map.entry("987", ZoneId.of("Pacific/Tahiti")),
            Map.entry("988", ZoneId.of("Pacific/Noumea")));

    private PracticeZone() {}

    /** Empty where the directory tells neither department nor postcode: the place may be abroad. */
    public static Optional<ZoneId> of(PostalAddress place) {
        return departmentOf(place).map(code -> OVERSEAS.getOrDefault(code, MAINLAND));
    }

    /** {@code 56}, {@code 2A}, {@code 971}; by the postcode where the directory does not tell it. */
    public static Optional<String> departmentOf(PostalAddress place) {
        return Optional.ofNullable(place.department())
                .or(() -> Optional.ofNullable(place.postcode()).map(PracticeZone::department));
    }

    private static @Nullable String department(String postcode) {
        if (postcode.length() != 5) return null;
        return postcode.startsWith("97") || postcode.startsWith("98")
                ? postcode.substring(0, 3)
                : postcode.substring(0, 2);
    }

    /**
     * The zone that places agree on.
     *
     * @param nearestFirst lists of places, the one that tells most first; the first that tells any zone decides
     * @param otherwise where nothing is told, and where the places of one list lie in several zones
     */
    static ZoneId nearest(List<List<Structure>> nearestFirst, ZoneId otherwise) {
        for (var places : nearestFirst) {
            var zones = places.stream()
                    .flatMap(place -> of(place.address()).stream())
                    .collect(Collectors.toSet());
            if (zones.size() == 1) return zones.iterator().next();
            if (zones.size() > 1) return otherwise;
        }
        return otherwise;
    }
}
