package fr.balise.bench;

import fr.balise.bench.Question.Kind;
import fr.balise.bench.Question.Meant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Draws searches from whoever is in the directory: in 200, 25 beginnings, 35 names with a beginning of the first name, 40 slips, 20 accents, 40 with town and work, 30 addresses or RPPS, 10 structures. */
final class QuestionMix {
    private final SplittableRandom random;
    private final Misspeller misspeller;
    private final List<Meant> people;
    private final List<Meant> structures;

    QuestionMix(DataSource database, long seed) {
        random = new SplittableRandom(seed);
        misspeller = new Misspeller(random);
        var jdbc = JdbcClient.create(database);
        people = people(jdbc, seed);
        structures = structures(jdbc, seed);
    }

    List<Question> draw(int count) {
        var questions = new ArrayList<Question>(count);
        for (int i = 0; i < count; i++) questions.add(asked(i % 200));
        Collections.shuffle(questions, new Random(random.nextLong()));
        return questions;
    }

    /** Draws until someone fits the kind of question. */
    private Question asked(int slot) {
        for (int attempt = 0; attempt < 100_000; attempt++) {
            var question = question(slot);
            if (question.isPresent()) return question.get();
        }
        throw new IllegalStateException("this directory has nobody for question " + slot + " of the mix");
    }

    private Optional<Question> question(int slot) {
        var one = people.get(random.nextInt(people.size()));
        var family = Question.plain(one.family());
        var given = Question.plain(one.given());
        if (family.length() < 4 || given.length() < 3) return Optional.empty();
        if (slot < 25)
            return of(Kind.PREFIX, family.substring(0, 2 + random.nextInt(3)).strip(), one, false);
        if (slot < 60) return of(Kind.NAME_AND_FIRST, family + " " + given.substring(0, 2), one, false);
        boolean city = random.nextInt(100) < 60;
        var where = city ? " " + Question.plain(one.city()) : "";
        if (slot < 100) return of(Kind.TYPO, slipped(family) + " " + given + where, one, city);
        if (slot < 120) return of(Kind.ACCENT, accents(one) + where, one, city);
        if (slot < 160)
            return one.work().isEmpty()
                    ? Optional.empty()
                    : of(Kind.CITY_AND_WORK, family + " " + Question.plain(one.city()) + " " + work(one), one, true);
        if (slot < 190)
            return of(
                    Kind.EXACT,
                    one.address().isEmpty() || random.nextBoolean() ? one.rpps() : one.address(),
                    one,
                    false);
        if (structures.isEmpty()) return Optional.empty();
        var place = structures.get(random.nextInt(structures.size()));
        return of(Kind.STRUCTURE, Question.plain(place.structure() + " " + place.city()), place, true);
    }

    private static Optional<Question> of(Kind kind, String text, Meant meant, boolean city) {
        return Optional.of(new Question(kind, text, meant, city ? meant.city() : null));
    }

    /** The slip hits the longest word of the name. */
    private String slipped(String family) {
        var longest = "";
        for (var word : family.split(" ")) if (word.length() > longest.length()) longest = word;
        return longest.length() < 4 ? family + "e" : family.replaceFirst(longest, misspeller.slip(longest));
    }

    /** Half without the accents of the record, half with accents that it does not have. */
    private String accents(Meant one) {
        var plain = Question.plain(one.given()) + " " + Question.plain(one.family());
        return random.nextBoolean() ? plain : plain.replaceFirst("e", "é").replaceFirst("i", "ï");
    }

    private static String work(Meant one) {
        var words = Question.plain(one.work()).split(" ");
        var last = words[words.length - 1];
        return last.substring(0, Math.min(6, last.length()));
    }

    private static List<Meant> people(JdbcClient jdbc, long seed) {
        return jdbc.sql("""
                select p.family, coalesce(p.given, '') given, coalesce(t.city, '') city, '' structure, coalesce(p.rpps, '') rpps,
                       coalesce((select l.label from directory.label l where l.code = split_part(s.skills[1], ':', 2) limit 1), '') work,
                       coalesce((select d.display from directory.attachment a join directory.address d on d.id = a.address_id
                                  where a.person_id = p.id limit 1), '') address
                  from directory.person p
                  join directory.situation s on s.person_id = p.id
                  join directory.structure t on t.id = s.structure_id
                 where p.rpps is not null and p.gone_since is null and s.gone_since is null
                 order by hashint8extended(s.id, ?) limit 4000""").param(seed).query(QuestionMix::meant).list();
    }

    private static Meant meant(ResultSet row, int number) throws SQLException {
        return new Meant(
                row.getString("family"),
                row.getString("given"),
                row.getString("city"),
                row.getString("work"),
                row.getString("structure"),
                row.getString("address"),
                row.getString("rpps"));
    }

    private static List<Meant> structures(JdbcClient jdbc, long seed) {
        return jdbc.sql("""
                select '' family, '' given, t.city, t.name structure, '' rpps, '' work, '' address
                  from directory.structure t
                 where t.city is not null and t.gone_since is null and exists (select 1 from directory.attachment a
                         where a.structure_id = t.id and a.person_id is null)
                 order by hashint8extended(t.id, ?) limit 400""").param(seed).query(QuestionMix::meant).list();
    }
}
