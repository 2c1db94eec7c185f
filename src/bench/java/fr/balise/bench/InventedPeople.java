package fr.balise.bench;

import fr.balise.bench.Codes.Code;
import fr.balise.bench.Codes.Profession;
import fr.balise.bench.InventedPerson.Activity;
import fr.balise.bench.InventedStructure.Kind;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/** The people of the synthetic directory, by number. Nobody is kept: each is drawn again whenever asked for. */
final class InventedPeople {
    static final int PERSON = 2;
    private static final int PROFESSION = 3;
    private static final int ACTIVITIES = 4;
    private static final int CHANGE = 5;
    private static final Pattern MARKS = Pattern.compile("\\p{M}");

    /** Of a hundred people, so many keep the accents of their name in the files. */
    private static final int ACCENTS_KEPT = 30;

    private final long seed;
    private final Changes changes;
    private final Surnames surnames;
    private final GivenNames givenNames = new GivenNames();
    private final InventedStructures structures;

    InventedPeople(int howMany, Changes changes) {
        this.seed = changes.seed();
        this.changes = changes;
        surnames = new Surnames(seed);
        structures = new InventedStructures(
                Math.max(20, howMany / InventedStructures.PEOPLE_EACH),
                changes,
                new Towns(seed),
                surnames,
                this::ownersName);
    }

    InventedStructures structures() {
        return structures;
    }

    Profession profession(int number) {
        return Codes.PROFESSIONS.draw(Changes.of(seed, PROFESSION, number));
    }

    /** How many practice situations a person has: 1.5 on average. */
    int situations(int number) {
        int x = Changes.of(seed, ACTIVITIES, number).nextInt(100);
        return x < 66 ? 1 : x < 88 ? 2 : x < 96 ? 3 : 4;
    }

    InventedPerson get(int number) {
        var name = name(number);
        var profession = profession(number);
        var specialties = specialties(profession, name.random);
        var activities = activities(number);
        var family = name.family;
        for (int i = 1; i <= changes.timesChanged(PERSON, number); i++) {
            var random = Changes.of(seed, CHANGE + i, number);
            switch (random.nextInt(3)) {
                case 0 -> family = name.family + "-" + name.spelled(surnames.draw(random));
                case 1 -> activities.set(0, activity(structures.draw(random)));
                default -> activities.set(0, otherMode(activities.getFirst()));
            }
        }
        return new InventedPerson(
                number,
                InventedNumbers.rpps(number),
                name.woman,
                family,
                name.family,
                name.given,
                profession,
                specialties,
                activities);
    }

    private record Name(boolean woman, boolean accents, String family, String given, SplittableRandom random) {
        String spelled(String text) {
            return accents ? text : bare(text);
        }
    }

    private Name name(int number) {
        var random = Changes.of(seed, PERSON, number);
        boolean woman = random.nextInt(100) < 65;
        boolean accents = random.nextInt(100) < ACCENTS_KEPT;
        var family = surnames.draw(random);
        var given = givenNames.draw(woman, random);
        return new Name(woman, accents, accents ? family : bare(family), accents ? given : bare(given), random);
    }

    private String ownersName(int number) {
        var name = name(number);
        var titled = !profession(number).title().code().isEmpty();
        return (titled ? "DU DR " : bare(name.given).toUpperCase(Locale.FRENCH) + " ") + bare(name.family);
    }

    private static List<Code> specialties(Profession profession, SplittableRandom random) {
        if (!profession.code().code().equals("10")) return List.of();
        var first = Codes.SPECIALTIES.draw(random);
        var second = Codes.SPECIALTIES.draw(random);
        return random.nextInt(100) < 3 && !first.equals(second) ? List.of(first, second) : List.of(first);
    }

    /** No structure twice; the first is the person's own, if there is one. */
    private List<Activity> activities(int number) {
        var random = Changes.of(seed, ACTIVITIES, number);
        random.nextInt();
        int count = situations(number);
        var all = new ArrayList<Activity>(count);
        boolean owns = number % InventedStructures.PEOPLE_EACH == 0
                && number / InventedStructures.PEOPLE_EACH < structures.count()
                && structures.get(number / InventedStructures.PEOPLE_EACH).kind() == Kind.PRACTICE;
        if (owns) all.add(activity(structures.get(number / InventedStructures.PEOPLE_EACH)));
        while (all.size() < count) {
            var structure = structures.draw(random);
            if (all.stream().noneMatch(a -> a.structure().number() == structure.number())) all.add(activity(structure));
        }
        return all;
    }

    private static Activity activity(InventedStructure structure) {
        return new Activity(structure, structure.kind() == Kind.INSTITUTION ? Codes.SALARIED : Codes.INDEPENDENT);
    }

    private static Activity otherMode(Activity one) {
        return new Activity(one.structure(), one.mode() == Codes.SALARIED ? Codes.INDEPENDENT : Codes.SALARIED);
    }

    static String bare(String text) {
        for (int i = 0; i < text.length(); i++)
            if (text.charAt(i) >= 128)
                return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                        .replaceAll("");
        return text;
    }
}
