package fr.balise.directory.store;

import fr.balise.directory.Person;
import fr.balise.directory.search.Folding;
import fr.balise.directory.search.Slips;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** People whom one could take for another: the family name is the same and the first names are alike. */
@Repository
class Homonyms {
    /** No honest name has more, and each is one more key to look for. */
    private static final int MOST_WORDS = 7;

    private final JdbcClient jdbc;

    Homonyms(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Person> of(Person person) {
        var family = Folding.fold(person.family());
        // The key is family and given with a space between: all keys of the family lie between "name" and "name!".
        return jdbc
                .sql(
                        "select %s from directory.person p where p.name_key ~>=~ ? and p.name_key ~<~ ? and p.gone_since is null"
                                        .formatted(Read.PERSON)
                                + " order by p.name_key, p.id")
                .params(family, family + "!")
                .query(Read::person)
                .stream()
                .filter(other -> other.id() != person.id()
                        && Folding.fold(other.family()).equals(family)
                        && alike(person.given(), other.given()))
                .toList();
    }

    /** By the index on folded names: a name of several words is looked for with each of its words in turn at the head. */
    Map<String, List<Person>> named(Collection<String> names) {
        var written = new HashMap<String, Set<String>>();
        for (var name : names)
            for (var key : keys(name))
                written.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(name);
        var found = new HashMap<String, List<Person>>();
        jdbc.sql("select p.name_key, %s from directory.person p where %s and p.gone_since is null order by p.id"
                        .formatted(Read.PERSON, Among.texts("p.name_key", "?")))
                .param(written.keySet().toArray(String[]::new))
                .query(row -> {
                    var person = Read.person(row, 0);
                    for (var name : written.getOrDefault(row.getString("name_key"), Set.of()))
                        found.computeIfAbsent(name, _ -> new ArrayList<>()).add(person);
                });
        return found;
    }

    /** {@code Marie Hélène LE GALL} is kept as {@code le gall marie helene}: one of its turns. */
    private static List<String> keys(String name) {
        var words = Folding.words(name);
        var keys = new ArrayList<String>();
        if (words.size() < 2 || words.size() > MOST_WORDS) return keys;
        for (int head = 0; head < words.size(); head++)
            keys.add(String.join(
                    " ",
                    Stream.concat(words.subList(head, words.size()).stream(), words.subList(0, head).stream())
                            .toList()));
        return keys;
    }

    /**
     * Alike: one is unknown, or one begins the other ({@code Marie}, {@code Marie-Hélène}; {@code J.}, {@code Jean}), or one
     * slip of the hand lies between them.
     */
    static boolean alike(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) return true;
        var a = Folding.fold(one);
        var b = Folding.fold(other);
        return a.startsWith(b)
                || b.startsWith(a)
                || Math.min(a.length(), b.length()) > 2 && Slips.between(a, b, 1) <= 1;
    }
}
