package fr.balise.portal.demo;

import fr.balise.kernel.Luhn;
import fr.balise.kernel.Rpps;

/** Invented national numbers whose keys hold. RPPS begin with 997 and FINESS with 990, which no real one does. */
final class DemoNumbers {
    private DemoNumbers() {}

    static Rpps rpps(int index) {
        return new Rpps(keyed("9970010%03d".formatted(index)));
    }

    static String finess(int index) {
        return keyed("99001%03d".formatted(index));
    }

    /** FINESS of the legal entity behind a site. */
    static String legalFiness(int index) {
        return keyed("99002%03d".formatted(index));
    }

    /** Number of a practice: the owner's RPPS, two digits of rank, one key. */
    static String practice(Rpps owner) {
        return keyed(owner.value() + "01");
    }

    static String siret(int index) {
        return keyed(keyed("99003%03d".formatted(index)) + "0001");
    }

    private static String keyed(String stem) {
        for (char key = '0'; key <= '9'; key++) if (Luhn.holds(stem + key)) return stem + key;
        throw new IllegalStateException("one of ten keys always holds");
    }
}
