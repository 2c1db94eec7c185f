package fr.balise.kernel;

/** The check digit of RPPS, FINESS, SIREN, SIRET. A wrong one is a warning, never a rejection: official examples fail it. */
public final class Luhn {
    private Luhn() {}

    /** Whether the last digit is the Luhn key of the others; a letter counts by its place in the alphabet, modulo ten. */
    public static boolean holds(String digits) {
        if (digits.isEmpty()) return false;
        int sum = 0;
        for (int i = digits.length() - 1, place = 0; i >= 0; i--, place++) {
            int value = value(digits.charAt(i));
            if (value < 0) return false;
            if (place % 2 == 1) value = value > 4 ? 2 * value - 9 : 2 * value;
            sum += value;
        }
        return sum % 10 == 0;
    }

    private static int value(char c) {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'A' && c <= 'Z') return (c - 'A' + 1) % 10; // Corsica: 2A, 2B
        return -1;
    }
}
