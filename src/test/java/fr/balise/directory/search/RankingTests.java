package fr.balise.directory.search;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailboxType;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class RankingTests {
    @Test
    void theSameNameComesBeforeABeginningASoundAndASlip() {
        inOrder(
                List.of("dupont"),
                person("DUPONT", "Jean"),
                person("DUPONTEL", "Jean"),
                person("DUPOND", "Jean"),
                person("DURONT", "Jean"),
                person("DURANT", "Jean"));
    }

    @Test
    void aFamilyNameCountsMoreThanAFirstName() {
        inOrder(List.of("martin"), person("MARTIN", "Paul"), person("PAUL", "Martin"));
    }

    @Test
    void theTownBreaksTheTie() {
        inOrder(List.of("martin", "lyon"), at("MARTIN", "LYON"), at("MARTIN", "LYONS"), at("MARTIN", "PARIS"));
    }

    @Test
    void theTradeAsPeopleSayItCounts() {
        inOrder(List.of("martin", "cardiologue"), working("MARTIN", "Cardiologie"), working("MARTIN", "Pédiatrie"));
    }

    @Test
    void amongEqualsTheCommonNameComesFirst() {
        var ranking = new Ranking(List.of("martn"), family -> family.equals("martin") ? 1 : 0);
        assertThat(ranking.order(List.of(person("MARTEN", "A"), person("MARTIN", "A"))))
                .extracting(h -> h.person().family())
                .containsExactly("MARTIN", "MARTEN");
    }

    @Test
    void amongEqualsOneThatCanBeWrittenToComesFirst() {
        var reachable = new Hit(
                new Hit.Who(2, null, null, "MARTIN", "A"),
                null,
                0,
                List.of(new Hit.Box("a@b.mssante.fr", MailboxType.PER, null, null, Hit.On.PERSON)),
                0);
        inOrder(List.of("martin"), reachable, person("MARTIN", "A"));
    }

    @Test
    void manyOfOneNameDoNotHideTheOtherGuess() {
        var crowd = new java.util.ArrayList<Hit>();
        for (int i = 0; i < 8; i++) crowd.add(person("BERNARD", "Hervé"));
        crowd.add(person("HERVE", "Bernard"));
        var ordered = new Ranking(List.of("hervre", "bernard"), _ -> 0).order(crowd);
        assertThat(ordered.subList(0, 3))
                .extracting(h -> h.person().family())
                .containsExactly("BERNARD", "BERNARD", "HERVE");
        assertThat(ordered).hasSize(9);
    }

    private static void inOrder(List<String> words, Hit... expected) {
        var ranking = new Ranking(words, _ -> 0);
        assertThat(ranking.order(List.of(expected).reversed()))
                .extracting(Hit::person)
                .containsExactly(List.of(expected).stream().map(Hit::person).toArray(Hit.Who[]::new));
        for (int i = 1; i < expected.length; i++)
            assertThat(ranking.score(expected[i - 1])).isGreaterThan(ranking.score(expected[i]));
    }

    private static int next = 1;

    private static Hit person(String family, String given) {
        return new Hit(new Hit.Who(next++, null, null, family, given), null, 0, List.of(), 0);
    }

    private static Hit at(String family, String city) {
        var place = new Hit.Place(1, "CABINET", null, null, null, city, null);
        return new Hit(
                new Hit.Who(next++, null, null, family, null),
                new Hit.Where(1L, null, List.of(), place),
                0,
                List.of(),
                0);
    }

    private static Hit working(String family, String specialty) {
        return new Hit(
                new Hit.Who(next++, null, null, family, null),
                new Hit.Where(1L, "Médecin", List.of(specialty), null),
                0,
                List.of(),
                0);
    }
}
