package fr.balise.bench;

import fr.balise.bench.Codes.Code;
import fr.balise.bench.InventedStructure.Kind;
import fr.balise.bench.Towns.Town;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/** The structures of the synthetic directory, by number: the lower, the larger. One in five is an institution, most others are practices. */
final class InventedStructures {
    private static final int KIND = 1;

    /** One person in this many has a practice or company of his or her own. */
    static final int PEOPLE_EACH = 9;

    private record Trade(String word, Code sector) {}

    private static final List<Trade> INSTITUTIONS = List.of(
            new Trade("CENTRE HOSPITALIER DE", Codes.HOSPITAL),
            new Trade("CHU DE", Codes.HOSPITAL),
            new Trade("CLINIQUE", Codes.CLINIC),
            new Trade("EHPAD", Codes.CARE_HOME),
            new Trade("EHPAD", Codes.CARE_HOME),
            new Trade("HOPITAL PRIVE", Codes.CLINIC),
            new Trade("SSR", Codes.CLINIC),
            new Trade("HAD", Codes.CLINIC),
            new Trade("IME", Codes.CENTRE),
            new Trade("CENTRE DE SANTE", Codes.CENTRE),
            new Trade("MAISON DE SANTE", Codes.CENTRE),
            new Trade("LABORATOIRE", Codes.LABORATORY),
            new Trade("PHARMACIE", Codes.PHARMACY),
            new Trade("PHARMACIE", Codes.PHARMACY));
    private static final List<Trade> COMPANIES = List.of(
            new Trade("SELARL", Codes.TOGETHER),
            new Trade("SCM", Codes.TOGETHER),
            new Trade("CENTRE D'IMAGERIE", Codes.TOGETHER),
            new Trade("CABINET MEDICAL", Codes.TOGETHER));
    private static final List<String> SAID = List.of(
            "SAINT-JEAN",
            "SAINTE-ANNE",
            "LES JARDINS",
            "DU PARC",
            "BELLEVUE",
            "LES TILLEULS",
            "PASTEUR",
            "CLAUDE BERNARD",
            "DES LILAS",
            "NOTRE-DAME",
            "LA ROSERAIE",
            "SAINT-JOSEPH",
            "DU VAL",
            "LES OLIVIERS",
            "DE L'EUROPE",
            "AMBROISE PARE",
            "DES ALPES",
            "DE L'ETOILE",
            "DU LAC",
            "SAINTE-MARIE",
            "DES REMPARTS",
            "VICTOR HUGO",
            "LA FONTAINE",
            "DES QUATRE VENTS",
            "LE CLOS FLEURI",
            "DE LA PLAGE",
            "MONTPLAISIR");
    private static final List<Code> WAYS = List.of(
            new Code("R", "Rue"),
            new Code("R", "Rue"),
            new Code("R", "Rue"),
            new Code("AV", "Avenue"),
            new Code("BD", "Boulevard"),
            new Code("PL", "Place"),
            new Code("CHE", "Chemin"),
            new Code("ALL", "Allée"),
            new Code("QU", "Quai"));
    private static final List<String> STREETS = List.of(
            "DE LA REPUBLIQUE",
            "VICTOR HUGO",
            "JEAN JAURES",
            "DE LA GARE",
            "PASTEUR",
            "DU GENERAL DE GAULLE",
            "DES LILAS",
            "DE VERDUN",
            "GAMBETTA",
            "CLAUDE BERNARD",
            "DE L'HOPITAL",
            "DU STADE",
            "DES ECOLES",
            "SAINT-MICHEL",
            "DU MOULIN",
            "EMILE ZOLA",
            "DES TILLEULS",
            "DU DOCTEUR ROUX",
            "DE L'EGLISE");

    private final long seed;
    private final Changes changes;
    private final Towns towns;
    private final Surnames surnames;
    private final IntFunction<String> ownersName;
    private final InventedStructure[] made;

    /** @param ownersName title or first name, and name, of a person */
    InventedStructures(int howMany, Changes changes, Towns towns, Surnames surnames, IntFunction<String> ownersName) {
        this.seed = changes.seed();
        this.changes = changes;
        this.towns = towns;
        this.surnames = surnames;
        this.ownersName = ownersName;
        made = new InventedStructure[howMany];
    }

    int count() {
        return made.length;
    }

    InventedStructure get(int number) {
        var found = made[number];
        return found != null ? found : (made[number] = make(number));
    }

    /** Large ones more often. */
    InventedStructure draw(SplittableRandom random) {
        double x = random.nextDouble();
        return get((int) (made.length * x * x));
    }

    /** Institutions only, large ones more often. */
    InventedStructure drawInstitution(SplittableRandom random) {
        double x = random.nextDouble();
        return get((int) (institutions() * x * x));
    }

    private int institutions() {
        return Math.max(1, made.length / 5);
    }

    private InventedStructure make(int number) {
        var random = Changes.of(seed, KIND, number);
        var kind = number < institutions() ? Kind.INSTITUTION : random.nextInt(100) < 70 ? Kind.PRACTICE : Kind.COMPANY;
        var town = towns.draw(random);
        var streetNumber = 1 + random.nextInt(180) + 200 * changes.timesChanged(KIND, number);
        var way = any(WAYS, random);
        var street = any(STREETS, random);
        int owner = kind == Kind.PRACTICE ? number * PEOPLE_EACH : -1;
        var trade = any(kind == Kind.INSTITUTION ? INSTITUTIONS : COMPANIES, random);
        return new InventedStructure(
                number,
                kind,
                owner,
                registered(kind, number, owner),
                kind == Kind.PRACTICE ? "CABINET " + ownersName.apply(owner) : name(trade, town, random),
                kind == Kind.COMPANY && random.nextInt(3) == 0 ? "CABINET " + any(SAID, random) : "",
                Integer.toString(streetNumber),
                way,
                street,
                town,
                kind == Kind.PRACTICE ? Codes.ALONE : trade.sector());
    }

    private static String registered(Kind kind, int number, int owner) {
        return switch (kind) {
            case INSTITUTION -> InventedNumbers.finess(number);
            case COMPANY -> InventedNumbers.siret(number);
            case PRACTICE -> InventedNumbers.practice(owner);
        };
    }

    private String name(Trade trade, Town town, SplittableRandom random) {
        if (trade.word().endsWith(" DE")) return trade.word() + " " + town.name();
        if (trade.word().equals("SELARL") || trade.word().equals("SCM"))
            return trade.word() + " " + surnames.draw(random);
        return trade.word() + " " + any(SAID, random) + (random.nextInt(4) == 0 ? " " + town.name() : "");
    }

    private static <T> T any(List<T> things, SplittableRandom random) {
        return things.get(random.nextInt(things.size()));
    }
}
