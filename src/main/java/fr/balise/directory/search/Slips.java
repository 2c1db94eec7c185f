package fr.balise.directory.search;

/** Slips of the hand between two words: letters left out, added, replaced, or two neighbours swapped. */
public final class Slips {
    private Slips() {}

    /** The number of slips, or {@code max + 1} when there are more than {@code max}. */
    public static int between(String a, String b, int max) {
        int n = a.length();
        int m = b.length();
        if (Math.abs(n - m) > max) return max + 1;
        int[] before = new int[m + 1];
        int[] above = new int[m + 1];
        int[] row = new int[m + 1];
        for (int j = 0; j <= m; j++) above[j] = j;
        for (int i = 1; i <= n; i++) {
            row[0] = i;
            int best = i;
            for (int j = 1; j <= m; j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int v = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1))
                    v = Math.min(v, before[j - 2] + 1);
                row[j] = v;
                best = Math.min(best, v);
            }
            if (best > max) return max + 1;
            int[] spare = before;
            before = above;
            above = row;
            row = spare;
        }
        return above[m];
    }
}
