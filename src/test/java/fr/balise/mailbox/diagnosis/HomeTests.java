package fr.balise.mailbox.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailbox.Finding;
import fr.balise.mailbox.Finding.Rule;
import fr.balise.mailbox.HomeSummary;
import fr.balise.mailbox.InMemoryDirectory;
import fr.balise.mailbox.Practice;
import java.time.LocalDate;
import java.time.Period;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HomeTests {
    private static final String HERE = "camille.essai@balise-essai.mssante.fr";

    private final Practice practice = new Practice();

    @Test
    void theDoctorWithFiveMailboxesHasThreePointsInFourMinutes() {
        var hospital = practice.directory.structure("990000028", "Hôpital");
        var home = practice.directory.structure("990000036", "EHPAD");
        practice.directory.lists("camille.essai@national.mssante.fr", practice.doctor);
        practice.directory.lists(HERE, practice.situation);
        practice.directory.lists("essai.rabine@balise-essai.mssante.fr", practice.situation);
        practice.directory.lists(
                "c.essai@hopital.mssante.fr",
                practice.directory.situation(practice.doctor, hospital, InMemoryDirectory.LEFT));
        practice.directory.lists(
                "dr.essai@balise-essai.mssante.fr", practice.directory.situation(practice.doctor, home, null));
        practice.directory.lists(
                "camile.essai@balise-essai.mssante.fr", practice.directory.person("99700000021", "ESSAI", "Camille"));

        var summary = summary();

        assertThat(words(summary.title())).isEqualTo("Vos 5 boîtes aux lettres sécurisées");
        assertThat(words(summary.sentence())).isEqualTo("3 points à traiter, environ 4 minutes");
        assertThat(summary.shown())
                .extracting(Finding::rule)
                .containsExactly(Rule.SITUATION_LEFT, Rule.NAMESAKE_NEARBY, Rule.PURPOSE_UNKNOWN);
        assertThat(summary.folded()).noneMatch(Finding::counts);
    }

    @Test
    void inOrderNamesTheDayOnWhichTheProofEnds() {
        practice.directory.lists(HERE, practice.situation);
        practice.confirmed(HERE);
        assertThat(summary().inOrder()).isTrue();
        assertThat(words(summary().sentence())).isEqualTo("Tout est en ordre. Prochaine vérification le 12 mai 2027");
        assertThat(summary().nextCheck()).isEqualTo(LocalDate.of(2027, 5, 12));
    }

    @Test
    void moreThanThreePointsAreFolded() {
        for (int n = 0; n < 5; n++) practice.directory.lists("essai" + n + "@national.mssante.fr", practice.doctor);
        assertThat(summary().points()).isEqualTo(5);
        assertThat(summary().shown()).hasSize(3);
        assertThat(summary().folded()).filteredOn(Finding::counts).hasSize(2);
    }

    private HomeSummary summary() {
        var view = practice.census();
        return Home.of(view, Diagnosis.of(view, "balise-essai.mssante.fr"::equals), Period.ofMonths(6));
    }

    private static String words(fr.balise.mailbox.Words words) {
        return Practice.wording().of(words, Locale.FRANCE);
    }
}
