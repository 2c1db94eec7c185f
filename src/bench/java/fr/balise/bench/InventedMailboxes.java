package fr.balise.bench;

import fr.balise.bench.InventedPerson.Activity;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The mailboxes of the synthetic directory: of people, alone or at a structure, sometimes several; then of departments of institutions. */
final class InventedMailboxes {
    private static final int BOXES = 30;
    private static final int BOX = 31;
    private static final int ORGANISATION = 32;
    private static final double OF_PEOPLE = .77;
    private static final double ROWS_EACH = 1.3;
    private static final Pattern NOT_IN_ADDRESS = Pattern.compile("[^a-z0-9]+");
    private static final List<String> OPERATORS =
            List.of("pro-synthese", "soignants-synthese", "liberaux-synthese", "messagerie-synthese", "ordre-synthese");
    private static final List<String> SERVICES = List.of(
            "Secrétariat de cardiologie",
            "Accueil",
            "Urgences",
            "Laboratoire",
            "Imagerie médicale",
            "Pharmacie",
            "Information médicale",
            "Secrétariat de médecine",
            "Pédiatrie",
            "Maternité",
            "Gastro-entérologie",
            "Chirurgie",
            "Admissions",
            "Gériatrie",
            "Neurologie",
            "Oncologie",
            "Consultations externes");

    /**
     * One row.
     *
     * @param person null for a mailbox of a structure
     * @param structure null for a mailbox on the person alone
     */
    record Box(
            String address,
            @Nullable InventedPerson person,
            @Nullable InventedStructure structure,
            String service) {}

    private final InventedPeople people;
    private final Changes changes;
    private final long seed;
    private final int firstPeople;
    private final double factor;
    private final int ofStructures;
    private final Map<String, Integer> taken = new HashMap<>();

    /** @param rows on the first day */
    InventedMailboxes(InventedPeople people, Changes changes, int firstPeople, int rows) {
        this.people = people;
        this.changes = changes;
        this.seed = changes.seed();
        this.firstPeople = firstPeople;
        double weights = 0;
        for (int p = 0; p < firstPeople; p++) weights += people.profession(p).mailbox();
        factor = OF_PEOPLE * rows / (ROWS_EACH * Math.max(1, weights));
        int ofPeople = 0;
        for (int p = 0; p < firstPeople; p++) ofPeople += count(p) + (alsoElsewhere(p) ? 1 : 0);
        ofStructures = Math.max(0, rows - ofPeople);
    }

    void each(Consumer<Box> use) {
        for (int p = 0; p < changes.upTo(firstPeople); p++) ofPerson(p, use);
        for (int b = 0; b < changes.upTo(ofStructures); b++) {
            var box = ofStructure(b);
            if (!changes.removed(ORGANISATION, b)) use.accept(box);
        }
        taken.clear();
    }

    private int count(int person) {
        var random = Changes.of(seed, BOXES, person);
        if (random.nextDouble() >= factor * people.profession(person).mailbox()) return 0;
        int x = random.nextInt(100);
        return x < 80 ? 1 : x < 96 ? 2 : 3;
    }

    /** The first mailbox stands on a second structure as well. */
    private boolean alsoElsewhere(int person) {
        return count(person) > 0
                && people.situations(person) > 1
                && Changes.of(seed, BOX, person).nextInt(100) < 20;
    }

    /** Those who left have used their address up: nobody else is given it. */
    private void ofPerson(int number, Consumer<Box> use) {
        int count = count(number);
        if (count == 0) return;
        var person = people.get(number);
        boolean gone = changes.removed(InventedPeople.PERSON, number);
        var random = Changes.of(seed, BOX, number);
        random.nextInt();
        var domains = new java.util.ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var place = random.nextInt(100) < (i == 0 ? 50 : 70) ? place(person, i) : null;
            var domain = domain(place, random, domains);
            var box = new Box(free(local(person, i), domain), person, place == null ? null : place.structure(), "");
            if (!gone) use.accept(box);
            if (i == 0 && alsoElsewhere(number) && !gone)
                use.accept(new Box(
                        box.address(), person, person.activities().get(1).structure(), ""));
        }
    }

    private static @Nullable Activity place(InventedPerson person, int box) {
        return person.activities()
                .get(box == 0 ? 0 : (box + 1) % person.activities().size());
    }

    private static String local(InventedPerson person, int box) {
        var given = part(person.given());
        var family = part(person.birthName());
        return switch (box) {
            case 0 -> given + "." + family;
            case 1 -> given.charAt(0) + "." + family;
            default -> family + "." + given;
        };
    }

    /** No operator twice for one person. */
    private static String domain(@Nullable Activity place, SplittableRandom random, List<String> used) {
        var start = random.nextInt(OPERATORS.size());
        var domain = place != null && place.structure().kind() == InventedStructure.Kind.INSTITUTION
                ? house(place.structure())
                : OPERATORS.get(start);
        while (used.contains(domain)) domain = OPERATORS.get(++start % OPERATORS.size());
        used.add(domain);
        return domain + ".mssante.fr";
    }

    private Box ofStructure(int number) {
        var random = Changes.of(seed, ORGANISATION, number);
        var structure = people.structures().drawInstitution(random);
        var service = SERVICES.get(random.nextInt(SERVICES.size()));
        var shown = changes.timesChanged(ORGANISATION, number) % 2 == 0 ? service : service + " (bâtiment B)";
        return new Box(free(part(service), house(structure) + ".mssante.fr"), null, structure, shown);
    }

    private static String house(InventedStructure structure) {
        var town = part(structure.town().name());
        return "etab-" + structure.town().department().toLowerCase(Locale.ROOT) + "-" + town + "-synthese";
    }

    private String free(String local, String domain) {
        int times = taken.merge(local + "@" + domain, 1, Integer::sum);
        return local + (times == 1 ? "" : Integer.toString(times)) + "@" + domain;
    }

    private static String part(String text) {
        var plain = InventedPeople.bare(text).toLowerCase(Locale.ROOT);
        return NOT_IN_ADDRESS.matcher(plain).replaceAll("-");
    }
}
