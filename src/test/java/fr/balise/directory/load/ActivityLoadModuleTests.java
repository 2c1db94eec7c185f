package fr.balise.directory.load;

import static fr.balise.directory.load.Given.accepted;
import static fr.balise.directory.load.Given.figures;
import static fr.balise.directory.load.Given.load;
import static fr.balise.directory.load.Given.sample;
import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.LoadReport.State;
import fr.balise.directory.Loads;
import fr.balise.testing.FreshDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

@NullUnmarked
@SpringBootTest(properties = "balise.directory.search.compare=1h")
@ContextConfiguration(initializers = FreshDatabase.class)
class ActivityLoadModuleTests {
    private static final Path ACTIVITIES = sample("PS_LibreAcces_Personne_activite_202607010800.txt");
    private static final Path MAILBOXES = sample("Extraction_Correspondance_MSSante_202607010800.txt");
    private static final Path SKILLS = sample("PS_LibreAcces_SavoirFaire_202607010800.txt");
    private static final Path DIPLOMAS = sample("PS_LibreAcces_Dipl_AutExerc_202607010800.txt");

    @Autowired
    Loads loads;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void empty() {
        Given.empty(jdbc);
    }

    @Test
    void allFourFilesAreOneSwitch() {
        var report = load(loads, MAILBOXES, DIPLOMAS, ACTIVITIES, SKILLS);
        assertThat(report.reason()).isNull();
        assertThat(report.files()).hasSize(4).allMatch(f -> f.rejected() == 0);
        assertThat(column("select count(*)::text from directory.load")).containsExactly("1");
        assertThat(column("select kind || ' ' || code from directory.qualification order by 1"))
                .containsExactly("diploma DE09", "skill SM54");
        everyMailboxIsOnItsActivity();
    }

    @Test
    void aSituationToldByMailboxesBecomesTheOneOfTheActivityFile() {
        load(loads, MAILBOXES);
        var ids = column("select id::text from directory.situation order by 1");
        load(loads, ACTIVITIES);
        everyMailboxIsOnItsActivity();
        assertThat(column("select id::text from directory.situation where structure_id is not null order by 1"))
                .isEqualTo(ids);
        assertThat(column("select count(*)::text from directory.person")).containsExactly("2");
    }

    @Test
    void aFileOfADayThatHasNotComeIsRefusedForItWouldMakeEveryLaterOneAnOlderOne() throws Exception {
        var ahead = Given.file("PS_LibreAcces_SavoirFaire_209912310800.txt", Files.readAllLines(SKILLS));
        var refused = load(loads, ahead);
        assertThat(refused.state()).isEqualTo(State.REFUSED);
        assertThat(refused.reason()).contains("2099");
        assertThat(load(loads, ACTIVITIES, MAILBOXES, SKILLS, DIPLOMAS).applied())
                .isTrue();
    }

    @Test
    void whoeverIsInTheDiplomaFileAloneStaysWhenAnotherFileNoLongerHasHim() throws Exception {
        load(loads, ACTIVITIES, MAILBOXES, SKILLS, DIPLOMAS);
        var lines = new ArrayList<>(Files.readAllLines(SKILLS));
        var other = lines.getLast().replaceFirst("^8\\|\\d{11}\\|8\\d{11}", "8|99700000963|899700000963");
        lines.add(other);
        load(loads, Given.file("PS_LibreAcces_SavoirFaire_202607020800.txt", lines));
        assertThat(column("select count(*)::text from directory.person where gone_since is null"))
                .containsExactly("3");
        var diplomas = new ArrayList<>(Files.readAllLines(DIPLOMAS));
        diplomas.add(diplomas.getLast().replaceFirst("^8\\|\\d{11}\\|8\\d{11}", "8|99700000963|899700000963"));
        load(loads, Given.file("PS_LibreAcces_Dipl_AutExerc_202607020800.txt", diplomas));
        Given.accepted(loads, Given.file("PS_LibreAcces_SavoirFaire_202607030800.txt", Files.readAllLines(SKILLS)));
        assertThat(column("select count(*)::text from directory.person where gone_since is null"))
                .containsExactly("3");
    }

    private void everyMailboxIsOnItsActivity() {
        assertThat(column("select national_id from directory.structure order by 1"))
                .containsExactly("1990000010", "499700000013018");
        assertThat(column("""
                select a.key || ' ' || s.source || ' ' || s.mode from directory.attachment x
                  join directory.address a on a.id = x.address_id join directory.situation s on s.id = x.situation_id order by 1"""))
                .containsExactly(
                        "c.leclerc@ch-fictif.mssante.fr activity S", "camille.leclerc@domain-b.mssante.fr activity L");
        assertThat(
                        column(
                                "select city || ' ' || finess || ' ' || siret from directory.structure where finess is not null"))
                .containsExactly("VILLETEST 990000010 99000001000019");
    }

    @Test
    void onceTheActivityFileSpeaksTheMailboxFileDoesNotOverwriteIt() {
        load(loads, ACTIVITIES, MAILBOXES);
        assertThat(figures(load(loads, MAILBOXES))).containsExactly("+0 ~0 -0");
        assertThat(figures(load(loads, ACTIVITIES))).containsExactly("+0 ~0 -0");
        assertThat(
                        column(
                                "select mode || city from directory.situation s join directory.structure t on t.id = s.structure_id where mode = 'L'"))
                .containsExactly("LTestbourg");
    }

    @Test
    void theHeadingsOfEveryYearAreUnderstood() throws Exception {
        var rows = Files.readAllLines(ACTIVITIES);
        var heading = Files.readAllLines(sample("PS_LibreAcces_Personne_activite.header-variant-2026-09.txt"))
                .getFirst();
        load(loads, ACTIVITIES);
        rows.set(0, heading);
        assertThat(figures(load(loads, activities(2, rows)))).containsExactly("+0 ~0 -0");
    }

    @Test
    void theOlderFormWithoutRolesIsUnderstood() throws Exception {
        var rows = Files.readAllLines(ACTIVITIES).stream()
                .map(r -> String.join("|", Arrays.copyOf(r.split("\\|", -1), 52)) + "|")
                .toList();
        assertThat(load(loads, activities(2, rows)).files().getFirst().accepted())
                .isEqualTo(3);
    }

    @Test
    void theFormWithoutSkillsTakesThemFromTheirOwnFile() throws Exception {
        var rows = Files.readAllLines(ACTIVITIES).stream()
                .map(r -> {
                    var cells = new ArrayList<>(List.of(r.split("\\|", -1)));
                    cells.subList(13, 17).clear();
                    return String.join("|", cells);
                })
                .toList();
        load(loads, activities(1, rows), SKILLS);
        assertThat(column("select array_length(skills, 1)::text from directory.situation where skills <> '{}'"))
                .isEmpty();
        assertThat(column("select code from directory.qualification")).containsExactly("SM54");
    }

    @Test
    void aSkillOfTwoProfessionsOrTypesIsKeptForEachWhateverTheOrderOfTheFile() throws Exception {
        var lines = Files.readAllLines(SKILLS);
        var dentist = lines.get(1).replace("|10|Médecin|", "|40|Chirurgien-Dentiste|");
        var capacity = lines.get(1).replace("|S|Spécialité ordinale|", "|CAPA|Capacité|");
        var all = List.of(lines.getFirst(), lines.get(1), dentist, capacity, lines.get(1));
        load(loads, skills(1, all));
        var held = List.of("10 CAPA SM54", "10 S SM54", "40 S SM54");
        assertThat(column(PROFESSION_TYPE_CODE)).isEqualTo(held);

        var other = List.of(lines.getFirst(), capacity, dentist, lines.get(1));
        assertThat(figures(load(loads, skills(2, other)))).containsExactly("+0 ~0 -0");
        assertThat(figures(Given.accepted(loads, skills(3, List.of(lines.getFirst(), dentist)))))
                .containsExactly("+0 ~0 -2");
        assertThat(column(PROFESSION_TYPE_CODE)).containsExactly("40 S SM54");
    }

    @Test
    void rowsThatDifferOnlyInASkillAreOneSituation() throws Exception {
        var rows = withSecondSkill();
        var report = load(loads, activities(1, rows));
        assertThat(report.files().getFirst().rows()).isEqualTo(4);
        assertThat(report.files().getFirst().added()).isEqualTo(3);
        assertThat(
                        column(
                                "select array_to_string(skills, ',') from directory.situation where mode = 'L' and skills <> '{}'"))
                .containsExactly("S:SM54,S:SM26");
        assertThat(column("select code from directory.label where system = 'TRE_R38-SpecialiteOrdinale' order by 1"))
                .containsExactly("SM26", "SM54");
    }

    @Test
    void rowsThatDoNotStandTogetherAreReadAsIfTheyDid() throws Exception {
        load(loads, activities(1, withSecondSkill()));
        var rows = withSecondSkill();
        rows.add(rows.remove(2)); // the second skill comes after other people
        assertThat(figures(load(loads, activities(2, rows)))).containsExactly("+0 ~0 -0");
        empty();
        load(loads, activities(1, rows));
        assertThat(
                        column(
                                "select array_to_string(skills, ',') from directory.situation where mode = 'L' and skills <> '{}'"))
                .containsExactly("S:SM26,S:SM54");
    }

    private static final String PROFESSION_TYPE_CODE =
            "select profession || ' ' || type || ' ' || code from directory.qualification order by 1";

    private static Path skills(int day, List<String> lines) {
        return Given.file("PS_LibreAcces_SavoirFaire_2026070" + day + "0800.txt", lines);
    }

    private static List<String> withSecondSkill() throws Exception {
        var rows = new ArrayList<>(Files.readAllLines(ACTIVITIES));
        rows.add(2, rows.get(1).replace("SM54|Médecine Générale (SM)", "SM26|Qualifié en Médecine Générale"));
        return rows;
    }

    @Test
    void anotherModeAtTheSamePlaceIsAChange() throws Exception {
        load(loads, ACTIVITIES, MAILBOXES);
        var before = column("select id::text from directory.situation order by 1");
        var rows = new ArrayList<>(Files.readAllLines(ACTIVITIES));
        rows.set(2, rows.get(2).replace("|S|Salarié|", "|B|Bénévole|"));
        assertThat(figures(load(loads, activities(2, rows)))).containsExactly("+0 ~1 -0");
        assertThat(column("select id::text from directory.situation where gone_since is null order by 1"))
                .isEqualTo(before);
        assertThat(
                        column(
                                "select before ->> 'mode' || (after ->> 'mode') from directory.history where entity = 'situation'"))
                .containsExactly("SB");
    }

    @Test
    void oneThatLeftAndOneThatCameAtTheSamePlaceIsAChange() throws Exception {
        load(loads, ACTIVITIES);
        var rows = new ArrayList<>(Files.readAllLines(ACTIVITIES));
        rows.set(2, rows.get(2).replace("|10|Médecin|", "|50|Sage-Femme|"));
        assertThat(figures(load(loads, activities(2, rows)))).containsExactly("+0 ~1 -0");
        assertThat(column("select what from directory.history where entity = 'situation'"))
                .containsExactly("changed");
    }

    @Test
    void aPersonWhoLeavesTheActivityFileStaysWhileAMailboxNamesHim() throws Exception {
        load(loads, ACTIVITIES, MAILBOXES);
        var rows = new ArrayList<>(Files.readAllLines(ACTIVITIES));
        rows.subList(1, 3).clear();
        assertThat(figures(accepted(loads, activities(2, rows)))).containsExactly("+0 ~0 -2");
        assertThat(column("select family from directory.person where gone_since is not null"))
                .isEmpty();
        assertThat(column("select distinct gone_since::text from directory.situation where gone_since is not null"))
                .as("absence is dated, the situation of the mailbox stays known")
                .containsExactly("2026-07-02");
        assertThat(column("select count(*)::text from directory.attachment where situation_id is not null"))
                .containsExactly("2");
        assertThat(figures(load(loads, activities(3, Files.readAllLines(ACTIVITIES)))))
                .containsExactly("+2 ~0 -0");
        assertThat(column("select count(*)::text from directory.situation where gone_since is null"))
                .containsExactly("3");
    }

    @Test
    void aPersonWhomNoFileNamesAnyMoreIsGone() throws Exception {
        load(loads, ACTIVITIES);
        var rows = new ArrayList<>(Files.readAllLines(ACTIVITIES));
        rows.remove(3);
        load(loads, activities(2, rows));
        assertThat(column("select family || gone_since from directory.person where gone_since is not null"))
                .containsExactly("D'AUBIGNÉ TEST2026-07-02");
    }

    @Test
    void aChangedSkillIsAChangeOfThePersonForTheSearch() throws Exception {
        load(loads, ACTIVITIES, SKILLS);
        var rows = new ArrayList<>(Files.readAllLines(SKILLS));
        rows.set(1, rows.get(1).replace("SM54|Médecine Générale (SM)", "SM26|Qualifié en Médecine Générale"));
        var report = accepted(loads, Given.file("PS_LibreAcces_SavoirFaire_202607020800.txt", rows));
        assertThat(figures(report)).containsExactly("+1 ~0 -1");
        assertThat(column("select entity || what from directory.history")).containsExactly("personchanged");
    }

    @Test
    void theExtractWithDatesOfBirthIsRefused() {
        var report = load(loads, sample("Extraction_ProSanteConnect_Personne_activite_202607010800.txt"));
        assertThat(report.state()).isEqualTo(State.REFUSED);
        assertThat(column("select family from directory.person")).isEmpty();
    }

    private static Path activities(int day, List<String> rows) {
        return Given.file("PS_LibreAcces_Personne_activite_2026070" + day + "0800.txt", rows);
    }

    private List<String> column(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }
}
