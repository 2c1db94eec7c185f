package fr.balise.mailbox.diagnosis;

/** Number of slips between two words: a letter too many, missing, wrong, or swapped with its neighbour. */
final class Distance {
    private Distance() {}

    static int between(String a, String b) {
        var rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++)
            for (int j = 0; j <= b.length(); j++) rows[i][j] = i == 0 || j == 0 ? i + j : least(rows, a, b, i, j);
        return rows[a.length()][b.length()];
    }

    private static int least(int[][] rows, String a, String b, int i, int j) {
        int wrong = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(wrong, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
        return isSwap(a, b, i, j) ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
    }

    private static boolean isSwap(String a, String b, int i, int j) {
        return i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
