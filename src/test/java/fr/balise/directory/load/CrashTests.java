package fr.balise.directory.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class CrashTests {
    private static final int ROUNDS = 20;

    @Test
    void aKilledLoadLeavesTheOldDirectoryOrTheNewOne() throws Exception {
        long seed = Long.getLong("balise.seed", System.nanoTime());
        System.out.println("crashed loads: seed " + seed);
        var rounds = new ArrayList<CrashRounds.Round>();
        try (var crashes = new CrashRounds(seed)) {
            for (int i = 1; i <= ROUNDS; i++) rounds.add(crashes.round(i));
        }
        rounds.forEach(System.out::println);
        assertThat(rounds.stream().filter(CrashRounds.Round::killed).count())
                .as("kills hit loads that run")
                .isGreaterThan(ROUNDS / 4);
        assertThat(rounds).anyMatch(CrashRounds.Round::databaseDied);
        for (var moment : CrashRounds.Moment.values())
            assertThat(rounds)
                    .as("a kill while the load is " + moment)
                    .anyMatch(round -> round.moment() == moment && round.killed());
    }
}
