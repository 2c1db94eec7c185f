package fr.balise.bench;

import fr.balise.kernel.Luhn;
import java.util.Locale;

/**
 * National numbers whose keys hold and that cannot be real: RPPS begin with 997 (ten million of them), FINESS with 99 (one
 * million; a real one would have 0 as third digit, which leaves too few), SIREN with 000.
 */
final class InventedNumbers {
    private InventedNumbers() {}

    static String rpps(int person) {
        return keyed(String.format(Locale.ROOT, "997%07d", person));
    }

    static String finess(int structure) {
        return keyed(String.format(Locale.ROOT, "99%06d", structure));
    }

    /** Of the legal entity that runs a site: several sites share one. */
    static String legalFiness(int structure) {
        return keyed(String.format(Locale.ROOT, "99%06d", 900_000 + structure / 3 % 100_000));
    }

    static String siret(int structure) {
        return keyed(keyed(String.format(Locale.ROOT, "000%05d", structure % 100_000))
                + String.format(Locale.ROOT, "%04d", 1 + structure / 100_000));
    }

    /** Number of a practice (RPPS-rang): its owner's RPPS, two digits of rank, one key. */
    static String practice(int owner) {
        return keyed(rpps(owner) + "01");
    }

    private static String keyed(String stem) {
        for (char key = '0'; key <= '9'; key++) if (Luhn.holds(stem + key)) return stem + key;
        throw new IllegalStateException("one of ten keys always holds");
    }
}
