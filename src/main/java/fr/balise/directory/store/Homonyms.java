package fr.balise.directory.store;

import fr.balise.directory.Person;
import fr.balise.directory.search.Folding;
import fr.balise.directory.search.Slips;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** People whom one could take for another: the family name is the same and the first names are alike. */
@Repository
class Homonyms {
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
