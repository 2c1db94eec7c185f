package fr.balise.bench;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Types names as a hurried person does on a French keyboard: neighbouring keys, letters left out, doubled or swapped. It knows
 * nothing of how the search forgives, and uses none of its rules.
 */
final class Misspeller {
    private static final List<String> KEYBOARD = List.of("azertyuiop", "qsdfghjklm", "wxcvbn");

    private final SplittableRandom random;

    Misspeller(SplittableRandom random) {
        this.random = random;
    }

    /** One slip in a word of at least four letters; the first letter is hit as seldom as people do. */
    String slip(String word) {
        int at = random.nextInt(100) < 3 ? 0 : 1 + random.nextInt(word.length() - 1);
        var wrong = switch (random.nextInt(5)) {
            case 0 -> word.substring(0, at) + neighbour(word.charAt(at)) + word.substring(at + 1);
            case 1 -> word.substring(0, at) + word.substring(at + 1);
            case 2 -> word.substring(0, at) + word.charAt(at) + word.substring(at);
            case 3 -> swapped(word, Math.min(at, word.length() - 2));
            default -> word.substring(0, at) + neighbour(word.charAt(at)) + word.substring(at);
        };
        return wrong.equals(word) ? slip(word) : wrong;
    }

    private static String swapped(String word, int at) {
        return word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
    }

    private char neighbour(char key) {
        for (var row : KEYBOARD) {
            int at = row.indexOf(key);
            if (at < 0) continue;
            int next = at == 0 ? 1 : at == row.length() - 1 ? at - 1 : at + (random.nextBoolean() ? 1 : -1);
            return row.charAt(next);
        }
        return 'e';
    }
}
