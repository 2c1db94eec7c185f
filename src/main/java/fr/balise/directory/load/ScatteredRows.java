package fr.balise.directory.load;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows of an activity file in any order. {@link SkillSums} has read it once before, so that each situation can be
 * compared when its first row comes; skills of later rows are added to what was staged.
 */
final class ScatteredRows implements Rows {
    private final ActivityIds ids;
    private final Situations situations;
    private final SkillSums sums;
    private final Tally tally;
    private final Labels labels;
    private final CopyTable late;

    ScatteredRows(Entities all, SkillSums sums, Tally tally, Labels labels, CopyTable late) {
        this.labels = labels;
        ids = new ActivityIds(all);
        situations = all.situations();
        this.sums = sums;
        this.tally = tally;
        this.late = late;
    }

    @Override
    public @Nullable Fault take(Row row, Outcome outcome) {
        var fault = ids.read(row);
        if (fault != null) return fault;
        var differences = new Outcome();
        long person = ids.person(row, outcome, differences);
        long structure = ids.structure(row, outcome, differences);
        var skills = Skills.of(row);
        long staged = situations.staged(situations.key(row, person, structure));
        if (staged < 0) situations.see(row, person, structure, skills, sums.of(row), differences);
        if (staged > 0) late(staged, skills);
        tally.difference(differences);
        labels.read(row);
        return null;
    }

    private void late(long situation, List<String> skills) {
        for (var skill : skills) late.begin().bigint(situation).text(skill);
    }

    @Override
    public void end() {
        late.flush();
    }
}
