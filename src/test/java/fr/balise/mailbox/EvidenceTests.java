package fr.balise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.lifecycle.UseClass;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EvidenceTests {
    private static final String HERE = "camille.essai@balise-essai.mssante.fr";
    private static final String ELSEWHERE = "camille.essai@national.mssante.fr";
    private static final String ME = "Camille ESSAI";

    private static final String SHARED = "cabinet.rabine@balise-essai.mssante.fr";

    private final Practice practice = new Practice();

    @BeforeEach
    void listed() {
        practice.directory.lists(HERE, practice.situation);
        practice.directory.lists(ELSEWHERE, practice.doctor);
    }

    @Test
    void nobodyWasAskedYet() {
        assertThat(evidence(ELSEWHERE)).isEqualTo(new Evidence.HeldElsewhere());
        assertThat(evidence(HERE))
                .isEqualTo(new Evidence.DirectoryHistoryOnly(InMemoryDirectory.FIRST, InMemoryDirectory.NEWEST));
    }

    @Test
    void anAnswerCountsForSixMonthsToTheDay() {
        practice.checked(ELSEWHERE, at("2026-05-12T08:00:00Z"), at("2026-05-12T21:30:00Z")); // 23:30 in Paris
        assertThat(evidence(ELSEWHERE)).isInstanceOf(Evidence.NotConfirmed.class);

        practice.now = at("2026-11-11T22:59:59Z");
        assertThat(evidence(ELSEWHERE))
                .isEqualTo(new Evidence.Confirmed(LocalDate.of(2026, 5, 12), LocalDate.of(2026, 11, 12)));
        practice.now = at("2026-11-11T23:00:00Z"); // midnight in Paris, in winter
        assertThat(evidence(ELSEWHERE)).isEqualTo(new Evidence.NotConfirmed(null, LocalDate.of(2026, 5, 12)));
    }

    @Test
    void aCheckWithoutAnAnswerIsNotConfirmedNeverInactive() {
        practice.checked(ELSEWHERE, ago(3), null);
        assertThat(evidence(ELSEWHERE)).isEqualTo(new Evidence.NotConfirmed(LocalDate.of(2026, 11, 9), null));
        assertThat(practice.box(ELSEWHERE).check()).isInstanceOf(CheckState.Waiting.class);

        practice.now = practice.now.plus(Duration.ofDays(20));
        assertThat(practice.box(ELSEWHERE).check()).isInstanceOf(CheckState.Unanswered.class);
    }

    @Test
    void whatSomebodyShowedBeatsWhatSomebodySaid() {
        practice.checked(ELSEWHERE, ago(4), ago(3));
        says(Statement.Kind.READ, 1);
        assertThat(evidence(ELSEWHERE)).isInstanceOf(Evidence.Confirmed.class);
    }

    @Test
    void aNewerRefusalBeatsAnOlderProof() {
        practice.checked(ELSEWHERE, ago(4), ago(3));
        says(Statement.Kind.NOT_READ, 1);
        assertThat(evidence(ELSEWHERE)).isEqualTo(new Evidence.DeclaredNotRead(LocalDate.of(2026, 11, 11), ME));
    }

    @Test
    void aNewerProofBeatsAnOlderRefusal() {
        says(Statement.Kind.NOT_READ, 5);
        practice.checked(ELSEWHERE, ago(4), ago(3));
        assertThat(evidence(ELSEWHERE)).isInstanceOf(Evidence.Confirmed.class);
    }

    @Test
    void aSayingCountsForSixMonths() {
        says(Statement.Kind.READ, 10);
        assertThat(evidence(ELSEWHERE)).isEqualTo(new Evidence.DeclaredRead(LocalDate.of(2026, 11, 2), ME));
        practice.now = practice.now.plus(Duration.ofDays(180));
        assertThat(evidence(ELSEWHERE).confidence()).isEqualTo(Evidence.Confidence.NONE);
    }

    @Test
    void aSayingBecomesDoubtfulOnceALaterCheckWentUnanswered() {
        says(Statement.Kind.READ, 30);
        practice.checked(ELSEWHERE, ago(20), null);
        assertThat(evidence(ELSEWHERE)).isInstanceOf(Evidence.NotConfirmed.class);
    }

    @Test
    void aSayingStandsWhileACheckStillWaits() {
        says(Statement.Kind.READ, 30);
        practice.checked(ELSEWHERE, ago(2), null);
        assertThat(evidence(ELSEWHERE)).isInstanceOf(Evidence.DeclaredRead.class);
    }

    @Test
    void anOlderProofStandsWhileANewCheckWaits() {
        practice.checked(ELSEWHERE, ago(40), ago(40));
        practice.checked(ELSEWHERE, ago(1), null);
        assertThat(evidence(ELSEWHERE)).isInstanceOf(Evidence.Confirmed.class);
        assertThat(practice.box(ELSEWHERE).check()).isInstanceOf(CheckState.Waiting.class);
    }

    @Test
    void aSharedMailboxThatAColleagueReadsIsRead() {
        practice.directory.lists(SHARED, MailboxType.CAB, practice.situation);
        practice.colleagues.put(SHARED, ago(3));
        assertThat(evidence(SHARED))
                .isEqualTo(new Evidence.ConfirmedByColleague(LocalDate.of(2026, 11, 9), LocalDate.of(2027, 5, 9)))
                .returns(Evidence.Confidence.PROVEN, Evidence::confidence);

        practice.now = at("2027-05-09T11:00:00Z");
        assertThat(evidence(SHARED).confidence()).as("half a year later").isEqualTo(Evidence.Confidence.NONE);
    }

    @Test
    void theOwnAnswerIsToldBeforeAColleaguesAndAColleaguesBeforeNotI() {
        practice.directory.lists(SHARED, MailboxType.CAB, practice.situation);
        practice.colleagues.put(SHARED, ago(3));
        practice.checked(SHARED, ago(30), ago(29));
        assertThat(evidence(SHARED)).isInstanceOf(Evidence.Confirmed.class);

        practice.says(SHARED, Statement.Kind.NOT_READ, null, ago(1));
        assertThat(evidence(SHARED)).isInstanceOf(Evidence.ConfirmedByColleague.class);
    }

    @Test
    void nobodyElseAnswersForAPersonalMailbox() {
        practice.colleagues.put(HERE, ago(3));
        practice.colleagues.put(ELSEWHERE, ago(3));
        assertThat(evidence(HERE).confidence()).isEqualTo(Evidence.Confidence.NONE);
        assertThat(evidence(ELSEWHERE)).isEqualTo(new Evidence.HeldElsewhere());
    }

    @Test
    void whoeverTypesASharedAddressLearnsNothingOfItsReaders() {
        practice.says(SHARED, Statement.Kind.BY_HAND, null, ago(1));
        practice.colleagues.put(SHARED, ago(3));
        assertThat(evidence(SHARED).confidence()).isEqualTo(Evidence.Confidence.NONE);
        assertThat(practice.box(SHARED).proven()).isFalse();
    }

    @Test
    void whatTheServersRecordedIsToldInPlaceOfWhatWasSaid() {
        practice.says(HERE, Statement.Kind.READ, null, ago(1));
        practice.uses.put(
                HERE, new BoxUse.ByDay(new UsedDays(200).usedDaysAgo(12).activity()));
        assertThat(evidence(HERE))
                .isEqualTo(new Evidence.Connected(LocalDate.of(2026, 10, 31), true))
                .returns(Evidence.Confidence.PROVEN, Evidence::confidence);
    }

    @Test
    void aLoginProvesForNinetyDaysThatSomebodyIsThereAsItDoesForTheOperator() {
        practice.uses.put(
                HERE, new BoxUse.ByDay(new UsedDays(300).usedDaysAgo(90).activity()));
        assertThat(evidence(HERE).confidence()).isEqualTo(Evidence.Confidence.PROVEN);
        practice.uses.put(
                HERE, new BoxUse.ByDay(new UsedDays(300).usedDaysAgo(91).activity()));
        assertThat(evidence(HERE).confidence()).isEqualTo(Evidence.Confidence.NONE);
    }

    @Test
    void aLoginOfLongAgoProvesNothingAndIsToldOnlyWhereNobodyKnowsBetter() {
        practice.uses.put(
                HERE, new BoxUse.ByDay(new UsedDays(300).usedDaysAgo(250).activity()));
        assertThat(evidence(HERE))
                .isInstanceOf(Evidence.Connected.class)
                .returns(Evidence.Confidence.NONE, Evidence::confidence);
        practice.says(HERE, Statement.Kind.READ, null, ago(1));
        assertThat(evidence(HERE)).isInstanceOf(Evidence.DeclaredRead.class);
    }

    @Test
    void whoLoggedInAfterSayingIDontReadItReadsIt() {
        practice.says(HERE, Statement.Kind.NOT_READ, null, ago(10));
        practice.uses.put(
                HERE, new BoxUse.ByDay(new UsedDays(200).usedDaysAgo(20).activity()));
        assertThat(evidence(HERE)).isInstanceOf(Evidence.DeclaredNotRead.class);
        practice.uses.put(
                HERE, new BoxUse.ByDay(new UsedDays(200).usedDaysAgo(10).activity()));
        assertThat(evidence(HERE)).as("the same day: the word stands").isInstanceOf(Evidence.DeclaredNotRead.class);
        practice.uses.put(
                HERE, new BoxUse.ByDay(new UsedDays(200).usedDaysAgo(9).activity()));
        assertThat(evidence(HERE)).isInstanceOf(Evidence.Connected.class);
    }

    @Test
    void whoeverActsForTheHolderLearnsAClassAndNoDay() {
        practice.uses.put(HERE, new BoxUse.Coarse(UseClass.UNDER_30_DAYS));
        assertThat(evidence(HERE))
                .isEqualTo(new Evidence.ConnectedWithin(UseClass.UNDER_30_DAYS))
                .returns(null, Evidence::date);
    }

    @Test
    void aGapInTheRecordsIsNoEvidenceOfAnything() {
        practice.uses.put(HERE, new BoxUse.Coarse(UseClass.UNKNOWN));
        assertThat(evidence(HERE)).isInstanceOf(Evidence.DirectoryHistoryOnly.class);
        practice.uses.put(
                HERE, new BoxUse.ByDay(new UsedDays(200).unknownDaysAgo(3).activity()));
        assertThat(evidence(HERE)).isInstanceOf(Evidence.DirectoryHistoryOnly.class);
    }

    private void says(Statement.Kind kind, int daysAgo) {
        practice.says(ELSEWHERE, kind, null, ago(daysAgo));
    }

    private Evidence evidence(String address) {
        return practice.box(address).evidence();
    }

    private static Instant ago(int days) {
        return Practice.NOON.minus(Duration.ofDays(days));
    }

    private static Instant at(String instant) {
        return Instant.parse(instant);
    }
}
