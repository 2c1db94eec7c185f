package fr.balise.mailbox;

import fr.balise.directory.Situation;
import fr.balise.directory.Structure;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A practice situation as one names it on a screen: always with its place.
 *
 * @param label structure and town; empty where the files tell no place
 * @param trade profession and specialties
 * @param gone whether the newest files no longer have it
 */
public record Place(long id, String label, String trade, boolean gone) {
    private static final Pattern INITIAL = Pattern.compile("(?<![\\p{L}])\\p{L}");

    public static Place of(Situation situation) {
        return new Place(
                situation.id(),
                label(situation.structure()),
                trade(situation),
                !situation.presence().present());
    }

    public static String label(@Nullable Structure structure) {
        if (structure == null) return "";
        var city = structure.address().city();
        return structure.shownName() + (city == null ? "" : ", " + spoken(city));
    }

    /** The files shout the names of towns: SAINT-NAZAIRE CEDEX. */
    private static String spoken(String city) {
        return INITIAL.matcher(city.toLowerCase(Locale.FRENCH))
                .replaceAll(initial -> initial.group().toUpperCase(Locale.FRENCH));
    }

    private static String trade(Situation situation) {
        var profession = Stream.ofNullable(situation.profession()).map(coded -> coded.label());
        var skills = situation.skills().stream().map(coded -> coded.label().replace(" (SM)", ""));
        return Stream.concat(profession, skills).distinct().collect(Collectors.joining(", "));
    }
}
