package fr.balise.mailbox.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.Publication.Drift;
import fr.balise.directory.Situation;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.BoxUse;
import fr.balise.mailbox.Finding;
import fr.balise.mailbox.Finding.NextStep;
import fr.balise.mailbox.Finding.Rule;
import fr.balise.mailbox.Finding.Severity;
import fr.balise.mailbox.InMemoryDirectory;
import fr.balise.mailbox.OperatorSheet;
import fr.balise.mailbox.Practice;
import fr.balise.mailbox.RequestView.Kind;
import fr.balise.mailbox.UsedDays;
import fr.balise.mailbox.lifecycle.UseClass;
import fr.balise.mailstore.MailActivity;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each rule: when it speaks, what it says, and when it keeps silent. */
class DiagnosisTests {
    private static final String HERE = "camille.essai@balise-essai.mssante.fr";
    private static final String ALONE = "camille.essai@national.mssante.fr";
    private static final String THERE = "c.essai@hopital.mssante.fr";

    private final Practice practice = new Practice();

    @Test
    void oneMailboxReadInOneSituationIsInOrder() {
        practice.directory.lists(HERE, practice.situation);
        practice.confirmed(HERE);
        assertThat(found()).isEmpty();
    }

    @Test
    void aMailboxWhoseSituationLeftIsDepublished() {
        practice.directory.lists(THERE, left());

        var finding = one(Rule.SITUATION_LEFT);

        assertThat(finding.severity()).isEqualTo(Severity.TO_DO);
        assertThat(finding.step()).isEqualTo(new NextStep.Ask(practice.id(THERE), Kind.DEPUBLISH));
        assertThat(title(finding))
                .isEqualTo("Votre activité au Hôpital n’apparaît plus dans l’annuaire depuis le 1er novembre 2026");
    }

    @Test
    void aSituationThatLeftIsSilentWhileItsRequestIsUnderWay() {
        practice.directory.lists(THERE, left());
        practice.sent(THERE, Kind.DEPUBLISH, 2);
        assertThat(of(Rule.SITUATION_LEFT)).isEmpty();
        assertThat(of(Rule.STILL_PUBLISHED_AFTER_REQUEST)).isEmpty();
    }

    @Test
    void aRequestWithoutEffectIsRemindedOf() {
        practice.directory.lists(THERE, left());
        var request = practice.sent(THERE, Kind.DEPUBLISH, 12);

        var finding = one(Rule.STILL_PUBLISHED_AFTER_REQUEST);

        assertThat(title(finding)).isEqualTo(THERE + "\u00a0: toujours publiée après 12 jours");
        assertThat(finding.step()).isInstanceOf(NextStep.Remind.class);
        assertThat(finding.severity()).isEqualTo(Severity.TO_DO);
        assertThat(finding.id())
                .contains(practice.box(THERE).requests().getFirst().id().toString());
        assertThat(request).isNotNull();
    }

    @Test
    void anOldFileConcludesNothing() {
        practice.directory.lists(THERE, left());
        practice.sent(THERE, Kind.DEPUBLISH, 0);
        practice.now = practice.now.plus(Duration.ofDays(15));
        assertThat(one(Rule.STILL_PUBLISHED_AFTER_REQUEST).severity()).isEqualTo(Severity.TO_CHECK);
    }

    @Test
    void aMailboxOnAnotherPersonTooIsCorrected() {
        practice.directory.lists(HERE, practice.situation);
        practice.directory.lists(HERE, practice.directory.person("99700000021", "AUTRE", "Jean"));
        assertThat(one(Rule.SHARED_WITH_ANOTHER).step()).isEqualTo(new NextStep.Ask(practice.id(HERE), Kind.CORRECT));
    }

    @Test
    void aPracticesMailboxIsSharedOnPurpose() {
        var colleague = practice.directory.person("99700000021", "AUTRE", "Jean");
        practice.directory.lists(HERE, MailboxType.CAB, practice.situation);
        practice.directory.lists(
                HERE, MailboxType.CAB, practice.directory.situation(colleague, practice.practice, null));
        assertThat(of(Rule.SHARED_WITH_ANOTHER)).isEmpty();
    }

    @Test
    void aMailboxThatIsNotReadYetPublishedIsDepublished() {
        practice.directory.lists(HERE, practice.situation);
        practice.isNotRead(HERE);
        assertThat(one(Rule.NOT_READ_YET_PUBLISHED).step())
                .isEqualTo(new NextStep.Ask(practice.id(HERE), Kind.DEPUBLISH));
        assertThat(of(Rule.NO_EVIDENCE)).isEmpty();
    }

    @Test
    void aMailboxByHandMustBeProvenBeforeAnythingIsAskedAboutIt() {
        practice.directory.lists(ALONE, practice.directory.person("99700000021", "AUTRE", "Jean"));
        practice.addedByHand(ALONE);
        assertThat(one(Rule.SHARED_WITH_ANOTHER).step()).isEqualTo(new NextStep.Check(practice.id(ALONE)));
    }

    @Test
    void whoeverPractisesWithoutAMailboxIsToldWhomToAsk() {
        assertThat(one(Rule.NO_MAILBOX).step()).isInstanceOf(NextStep.Contact.class);
        assertThat(one(Rule.NO_MAILBOX).boxes()).isEmpty();
    }

    @Test
    void whoeverNoLongerPractisesNeedsNoMailbox() {
        var retired = new Practice();
        retired.directory.drop("nobody@x.fr", InMemoryDirectory.NEWEST);
        assertThat(Diagnosis.of(retired.census(), domain -> true))
                .extracting(Finding::rule)
                .contains(Rule.NO_MAILBOX);
        assertThat(DirectoryRules.noMailbox(withoutSituation())).isEmpty();
    }

    private fr.balise.mailbox.CensusView withoutSituation() {
        var view = practice.census();
        return new fr.balise.mailbox.CensusView(
                view.nationalId(), view.person(), view.age(), view.days(), List.of(), List.of(), List.of());
    }

    @Test
    void aNamesakeOneLetterAwayIsToldApart() {
        practice.directory.lists(HERE, practice.situation);
        var other = practice.directory.person("99700000021", "ESSAI", "Camille");
        practice.directory.lists("camile.essai@balise-essai.mssante.fr", other);

        var finding = one(Rule.NAMESAKE_NEARBY);

        assertThat(finding.severity()).isEqualTo(Severity.TO_CHECK);
        assertThat(title(finding))
                .isEqualTo("Votre homonyme Camille ESSAI a une adresse presque identique à la vôtre\u00a0:"
                        + " camile.essai@balise-essai.mssante.fr");
    }

    @Test
    void aNamesakeElsewhereOrFarAwayIsNoMatter() {
        practice.directory.lists(HERE, practice.situation);
        var other = practice.directory.person("99700000021", "ESSAI", "Camille");
        practice.directory.lists("camile.essai@hopital.mssante.fr", other);
        practice.directory.lists("docteur.essai@balise-essai.mssante.fr", other);
        assertThat(of(Rule.NAMESAKE_NEARBY)).isEmpty();
    }

    @Test
    void aDomainOutsideOfTheSpaceIsTold() {
        practice.directory.lists("c.essai@mail.example", practice.situation);
        assertThat(one(Rule.UNKNOWN_DOMAIN).severity()).isEqualTo(Severity.TO_CHECK);
        assertThat(of(Rule.OPERATOR_UNKNOWN)).isEmpty();

        practice.sheets.put("mail.example", sheet());
        assertThat(of(Rule.UNKNOWN_DOMAIN)).isEmpty();
    }

    @Test
    void anOperatorWithoutASheetIsForInformation() {
        practice.directory.lists(ALONE, practice.doctor);
        assertThat(one(Rule.OPERATOR_UNKNOWN).severity()).isEqualTo(Severity.INFORMATION);
        assertThat(one(Rule.OPERATOR_UNKNOWN).counts()).isFalse();

        practice.sheets.put("national.mssante.fr", sheet());
        assertThat(of(Rule.OPERATOR_UNKNOWN)).isEmpty();
    }

    @Test
    void whatLeftTheDirectoryIsTold() {
        practice.directory.listsNoMore(ALONE, practice.doctor, InMemoryDirectory.LEFT);
        assertThat(one(Rule.LEFT_DIRECTORY).step()).isEqualTo(new NextStep.Check(practice.id(ALONE)));
    }

    @Test
    void whatLeftBecauseThePersonAskedIsNoFinding() {
        practice.directory.lists(ALONE, practice.doctor);
        practice.sent(ALONE, Kind.DEPUBLISH, 5);
        practice.directory.drop(ALONE, InMemoryDirectory.NEWEST);
        assertThat(of(Rule.LEFT_DIRECTORY)).isEmpty();
    }

    @Test
    void oneAddressOnTwoSituationsIsAskedAboutUnlessItServesEverywhere() {
        practice.directory.lists(HERE, practice.situation);
        practice.directory.lists(
                HERE,
                practice.directory.situation(
                        practice.doctor, practice.directory.structure("990000028", "EHPAD"), null));
        assertThat(one(Rule.TWO_CARRIERS).step()).isEqualTo(new NextStep.AskPurpose(practice.id(HERE)));

        practice.servesEverywhere(HERE);
        assertThat(of(Rule.TWO_CARRIERS)).isEmpty();
    }

    @Test
    void oneAddressOnASituationAndOnTheRppsIsOnTwoCarriers() {
        practice.directory.lists(HERE, practice.situation);
        practice.directory.lists(HERE, practice.doctor);
        assertThat(one(Rule.TWO_CARRIERS).step()).isEqualTo(new NextStep.AskPurpose(practice.id(HERE)));
    }

    @Test
    void aMailboxOnTheRppsAloneIsAQuestionNotAnAlarm() {
        practice.directory.lists(ALONE, practice.doctor);

        var finding = one(Rule.PURPOSE_UNKNOWN);

        assertThat(finding.question()).isTrue();
        assertThat(finding.counts()).isTrue();
        assertThat(finding.severity()).isEqualTo(Severity.INFORMATION);
        assertThat(Practice.wording().of(finding.step().words(), java.util.Locale.FRANCE))
                .isEqualTo("À quoi sert cette boîte\u202f?");
    }

    @Test
    void severalInOneSituationWithoutARankAreForInformation() {
        practice.directory.lists(HERE, practice.situation);
        assertThat(of(Rule.NO_PREFERRED)).isEmpty();

        practice.directory.lists("dr.essai@balise-essai.mssante.fr", practice.situation);

        assertThat(one(Rule.NO_PREFERRED).boxes()).hasSize(2);
        assertThat(one(Rule.NO_PREFERRED).counts()).isFalse();
        assertThat(one(Rule.NO_PREFERRED).step()).isInstanceOf(NextStep.Contact.class);
    }

    @Test
    void whoMakesAMailboxThePreferredOneIsNamed() {
        practice.directory.lists(HERE, practice.situation);
        practice.directory.lists("dr.essai@ailleurs.mssante.fr", practice.situation);
        practice.sheets.put("ailleurs.mssante.fr", sheet("support@ailleurs.example"));

        assertThat(step(one(Rule.NO_PREFERRED)))
                .contains(HERE + " – l’équipe de cet hébergeur")
                .contains("dr.essai@ailleurs.mssante.fr – Essai (support@ailleurs.example)");
    }

    @Test
    void ofAnUnknownDomainThePlaceIsAsked() {
        practice.directory.lists("dr@mail.example", practice.situation);
        assertThat(step(one(Rule.UNKNOWN_DOMAIN)))
                .contains("mail.example")
                .contains("Demandez à " + practice.practice.shownName());
    }

    @Test
    void whatIsNotKnownToBeReadIsForInformation() {
        practice.directory.lists(HERE, practice.situation);
        assertThat(one(Rule.NO_EVIDENCE).counts()).isFalse();
        practice.confirmed(HERE);
        assertThat(of(Rule.NO_EVIDENCE)).isEmpty();
    }

    @Test
    void aMailboxThatReceivesAndThatNobodyReadsIsToldWithItsOldestMessage() {
        practice.directory.lists(HERE, practice.situation);
        uses(waiting(40));

        var finding = one(Rule.NOBODY_READS);

        assertThat(finding.severity()).isEqualTo(Severity.TO_DO);
        assertThat(title(finding))
                .isEqualTo(
                        HERE
                                + " reçoit des messages que personne ne lit\u00a0: 14 non lus, le plus ancien du 3 octobre 2026");
        assertThat(Practice.wording().of(finding.why(), java.util.Locale.FRANCE))
                .startsWith("2 messages y sont arrivés depuis le 13 octobre 2026, et aucun n’a été ouvert.");
        assertThat(finding.step()).isInstanceOf(NextStep.Contact.class);
    }

    @Test
    void whereSomebodyReadsOrNobodyCanTellNothingIsSaidOfUnreadMail() {
        practice.directory.lists(HERE, practice.situation);
        uses(waiting(40).counts(20, MailActivity.Kind.READ, 1));
        assertThat(of(Rule.NOBODY_READS)).isEmpty();
        uses(waiting(40).unknownDaysAgo(12));
        assertThat(of(Rule.NOBODY_READS)).as("a gap").isEmpty();
        uses(waiting(10));
        assertThat(of(Rule.NOBODY_READS)).as("holidays").isEmpty();
        uses(new UsedDays(200).unread(14, Practice.NOON.minus(Duration.ofDays(40))));
        assertThat(of(Rule.NOBODY_READS)).as("nothing comes").isEmpty();
        practice.uses.put(HERE, new BoxUse.Coarse(UseClass.OVER_90_DAYS));
        assertThat(of(Rule.NOBODY_READS)).as("who may not see days").isEmpty();
        uses(waiting(40).counts(2, MailActivity.Kind.IMAP, 9));
        assertThat(of(Rule.NOBODY_READS)).as("a telephone that only asks").isPresent();
        practice.confirmed(HERE);
        assertThat(of(Rule.NOBODY_READS)).as("read, as somebody confirmed").isEmpty();
    }

    private static UsedDays waiting(int days) {
        return new UsedDays(200).receivedDaysAgo(5).unread(14, Practice.NOON.minus(Duration.ofDays(days)));
    }

    private void uses(UsedDays days) {
        practice.uses.put(HERE, new BoxUse.ByDay(days.activity()));
    }

    @Test
    void aDepublishedMailboxThatTheNationalDirectoryStillHasIsTold() {
        practice.directory.listsNoMore(HERE, practice.doctor, InMemoryDirectory.NEWEST);
        practice.drifts(HERE, Drift.STILL_LISTED, true, 9, false, false);

        var finding = one(Rule.STILL_LISTED);

        assertThat(title(finding))
                .isEqualTo("Votre boîte " + HERE
                        + " est encore publiée dans l’annuaire national (fichier du 11 novembre 2026),"
                        + " alors qu’elle est dépubliée depuis le 3 novembre 2026");
        assertThat(finding.severity()).isEqualTo(Severity.TO_DO);
        assertThat(text(finding.step())).contains("suit d’ordinaire en un à deux jours");
        assertThat(of(Rule.LEFT_DIRECTORY)).as("Balise itself took it out").isEmpty();
    }

    @Test
    void whatTheNationalDirectoryRefusedSaysWhoCanTryAgain() {
        practice.directory.listsNoMore(HERE, practice.doctor, InMemoryDirectory.NEWEST);
        practice.drifts(HERE, Drift.STILL_LISTED, true, 9, false, true);
        assertThat(text(one(Rule.STILL_LISTED).step())).contains("a refusé ce changement");
    }

    @Test
    void aFileThatCouldNotFollowYetIsNoFinding() {
        practice.directory.listsNoMore(HERE, practice.doctor, InMemoryDirectory.NEWEST);
        practice.drifts(HERE, Drift.STILL_LISTED, true, 0, true, false);
        assertThat(of(Rule.STILL_LISTED)).isEmpty();
        assertThat(of(Rule.LEFT_DIRECTORY)).isEmpty();
    }

    @Test
    void theRedListAndWhatIsMissingAreToldApart() {
        practice.directory.lists(HERE, practice.situation);
        practice.drifts(HERE, Drift.STILL_LISTED, false, 9, false, false);
        assertThat(title(one(Rule.SHOWN_THOUGH_UNLISTED))).contains("en liste rouge depuis le 3 novembre 2026");

        practice.directory.lists(THERE, practice.situation);
        practice.drifts(THERE, Drift.MISSING, false, 9, false, false);
        assertThat(one(Rule.NOT_LISTED).severity()).isEqualTo(Severity.TO_CHECK);
        assertThat(title(one(Rule.NOT_LISTED))).contains("n’est pas dans l’annuaire national");
    }

    private static String text(NextStep step) {
        return Practice.wording().of(step.words(), java.util.Locale.FRANCE);
    }

    @Test
    void theGravestComesFirstAndIdsAreUnique() {
        practice.directory.lists(ALONE, practice.doctor);
        practice.directory.lists(THERE, left());
        practice.isNotRead(ALONE);

        assertThat(found()).isSortedAccordingTo(java.util.Comparator.comparingInt(Finding::risk));
        assertThat(found()).extracting(Finding::id).doesNotHaveDuplicates();
        assertThat(found()).extracting(Finding::rule).startsWith(Rule.SITUATION_LEFT, Rule.NOT_READ_YET_PUBLISHED);
    }

    private Situation left() {
        var hospital = practice.directory.structure("990000028", "Hôpital");
        return practice.directory.situation(practice.doctor, hospital, InMemoryDirectory.LEFT);
    }

    private static OperatorSheet sheet() {
        return sheet(null);
    }

    private static OperatorSheet sheet(@Nullable String support) {
        return new OperatorSheet(
                1, "Essai", List.of("x.fr"), support, null, null, null, null, LocalDate.of(2026, 11, 1));
    }

    private List<Finding> found() {
        return Diagnosis.of(practice.census(), domain -> domain.equals("balise-essai.mssante.fr"));
    }

    private Optional<Finding> of(Rule rule) {
        return found().stream().filter(finding -> finding.rule() == rule).findFirst();
    }

    private Finding one(Rule rule) {
        return of(rule).orElseThrow(() -> new AssertionError(rule + " not among " + found()));
    }

    private static String step(Finding finding) {
        return Practice.wording().of(finding.step().words(), java.util.Locale.FRANCE);
    }

    private static String title(Finding finding) {
        return Practice.wording().of(finding.title(), java.util.Locale.FRANCE);
    }
}
