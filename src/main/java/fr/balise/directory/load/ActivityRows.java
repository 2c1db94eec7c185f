package fr.balise.directory.load;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows of the activity file: who practises what, where. Several rows of one person that differ only in a skill are one
 * situation; the rows of a person stand together in the published file. Where they do not, {@link Scattered} is thrown, and
 * {@link ScatteredRows} reads the file instead.
 */
final class ActivityRows implements Rows {
    /** A person of the file was met again after others. */
    static final class Scattered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Scattered() {
            super("rows of one person do not stand together", null, false, false);
        }
    }

    /** A situation whose rows are still coming. */
    private static final class Pending {
        final Row row;
        final List<String> skills = new ArrayList<>();
        final Outcome outcome = new Outcome();
        long structure;
        long key;

        Pending(Row row) {
            this.row = row;
        }
    }

    private final ActivityIds ids;
    private final Situations situations;
    private final Hashes hashes;
    private final Tally tally;
    private final Labels labels;
    private final List<Pending> pending = new ArrayList<>();
    private int used;
    private long person = -1;

    ActivityRows(Entities all, Hashes hashes, Tally tally, Labels labels) {
        this.labels = labels;
        ids = new ActivityIds(all);
        situations = all.situations();
        this.hashes = hashes;
        this.tally = tally;
    }

    @Override
    public @Nullable Fault take(Row row, Outcome outcome) {
        var fault = ids.read(row);
        if (fault != null) return fault;
        var differences = new Outcome();
        long who = ids.person(row, outcome, differences);
        if (who != person) {
            if (ids.metBefore()) throw new Scattered();
            flush();
            person = who;
        }
        long structure = ids.structure(row, outcome, differences);
        var one = situation(row, structure);
        if (differences.touched()) one.outcome.touch();
        for (var skill : Skills.of(row)) add(skill, one, row);
        return null;
    }

    private void add(String skill, Pending one, Row row) {
        if (one.skills.contains(skill)) return;
        if (!one.skills.isEmpty()) labels.read(row); // the row that is kept has the label of the first alone
        one.skills.add(skill);
    }

    private Pending situation(Row row, long structure) {
        long key = situations.key(row, person, structure);
        for (int i = 0; i < used; i++) if (pending.get(i).key == key) return pending.get(i);
        if (used == pending.size()) pending.add(new Pending(row.another()));
        var one = pending.get(used++);
        one.row.keep(row);
        one.skills.clear();
        one.outcome.clear();
        one.structure = structure;
        one.key = key;
        return one;
    }

    private void flush() {
        for (int i = 0; i < used; i++) {
            var one = pending.get(i);
            long sum = 0;
            for (var skill : one.skills) sum += hashes.of(skill);
            situations.see(one.row, person, one.structure, one.skills, sum, one.outcome);
            tally.difference(one.outcome);
            if (one.outcome.differs()) labels.read(one.row);
        }
        used = 0;
    }

    @Override
    public void end() {
        flush();
    }
}
