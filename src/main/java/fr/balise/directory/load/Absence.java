package fr.balise.directory.load;

/** Tells, after all files are read, what they no longer have and what they have again. */
final class Absence {
    private final CopyTable absent;
    private final CopyTable back;

    Absence(CopyTable absent, CopyTable back) {
        this.absent = absent;
        this.back = back;
    }

    /** People and structures that the files of this load had and no longer have: they may still be told by another. */
    void bearers(String entity, Known known) {
        for (int i = 0; i < known.held(); i++) {
            if (known.seen(i) == 0 && known.had(i) != 0) to(absent, entity, known.id(i));
            if (known.seen(i) != 0 && known.gone(i)) to(back, entity, known.id(i));
        }
    }

    /**
     * What one file alone tells.
     *
     * @param mark on those that are meant, 0 for all
     */
    void things(String entity, Known known, Tally tally, int mark) {
        for (int i = 0; i < known.held(); i++) {
            if ((known.marks(i) & mark) != mark) continue;
            if (!known.gone(i)) tally.held++;
            if (known.seen(i) != 0 || known.gone(i)) continue;
            tally.removed++;
            to(absent, entity, known.id(i));
        }
        back(entity, known);
    }

    void back(String entity, Known known) {
        for (int i = 0; i < known.held(); i++) if (known.seen(i) != 0 && known.gone(i)) to(back, entity, known.id(i));
    }

    private static void to(CopyTable table, String entity, long id) {
        table.begin().text(entity).bigint(id);
    }
}
