package fr.balise.bench;

/**
 * @param small mailboxes of the directory that growth is measured against
 * @param questions typed into the search, and {@code calls} made to the FHIR API, in each measurement
 */
record DirectorySizes(int mailboxes, int activities, int small, int rounds, int questions, int calls) {
    static final DirectorySizes FULL = new DirectorySizes(700_000, 2_200_000, 100_000, 2, 2000, 1000);
    static final DirectorySizes QUICK = new DirectorySizes(35_000, 100_000, 10_000, 1, 800, 400);
}
