package fr.balise.portal.backup;

/** What a restore writes into the data folder before it gives anything up. */
final class SpaceNeeded {
    /** Where the backup does not tell: rows with their indexes take a few times what their text does. */
    private static final long OF_TEXT = 4;

    /** What the embedded server may keep of its log before it begins anew (max_wal_size). */
    private static final long LARGEST_LOG = 4L << 30;

    /** A disk that is filled to the last octet starts nothing any more. */
    private static final long LEFT_FREE = 256L << 20;

    private SpaceNeeded() {}

    /** @param zip octets of the backup itself, which is copied to where the unprivileged user can read it */
    static long of(Manifest manifest, long zip, boolean externalDatabase) {
        long files = manifest.files().stream().mapToLong(Manifest.Piece::bytes).sum();
        return LEFT_FREE + zip + files + (externalDatabase ? 0 : database(manifest));
    }

    private static long database(Manifest manifest) {
        var noted = manifest.databaseBytes();
        long rows = noted != null
                ? noted
                : OF_TEXT
                        * manifest.tables().stream()
                                .mapToLong(table -> table.piece().bytes())
                                .sum();
        return rows + Math.min(rows, LARGEST_LOG);
    }
}
