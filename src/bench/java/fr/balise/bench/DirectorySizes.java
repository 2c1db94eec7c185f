package fr.balise.bench;

/** @param small mailboxes of the directory that growth is measured against */
record DirectorySizes(int mailboxes, int activities, int small, int rounds) {
    static final DirectorySizes FULL = new DirectorySizes(700_000, 2_200_000, 100_000, 2);
    static final DirectorySizes QUICK = new DirectorySizes(50_000, 150_000, 10_000, 1);
}
