package fr.balise.mailbox.lifecycle;

import static fr.balise.mailbox.lifecycle.Held.ANNE;
import static fr.balise.mailbox.lifecycle.Held.NEW;
import static fr.balise.mailbox.lifecycle.Held.NOON;
import static fr.balise.mailbox.lifecycle.Held.PARIS;
import static fr.balise.mailbox.lifecycle.Held.READY;
import static fr.balise.mailbox.lifecycle.Held.TERMS;
import static fr.balise.mailbox.lifecycle.Held.TODAY;
import static fr.balise.mailbox.lifecycle.Held.changed;
import static fr.balise.mailbox.lifecycle.Held.decide;
import static fr.balise.mailbox.lifecycle.Held.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.mailbox.Practice;
import fr.balise.mailbox.lifecycle.Command.Depublish;
import fr.balise.mailbox.lifecycle.Command.Erase;
import fr.balise.mailbox.lifecycle.Command.LiftHold;
import fr.balise.mailbox.lifecycle.Command.PlaceHold;
import fr.balise.mailbox.lifecycle.Command.Postpone;
import fr.balise.mailbox.lifecycle.Command.Republish;
import fr.balise.mailbox.lifecycle.Command.RequestDeletion;
import fr.balise.mailbox.lifecycle.Command.Resume;
import fr.balise.mailbox.lifecycle.Command.Retrieve;
import fr.balise.mailbox.lifecycle.Command.Suspend;
import fr.balise.mailbox.lifecycle.Command.TakeBack;
import fr.balise.mailbox.lifecycle.Decision.Unchanged;
import fr.balise.mailbox.lifecycle.Gate.Opened;
import fr.balise.mailbox.lifecycle.Refusal.Why;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The closing of a mailbox, rule by rule. */
class LifecycleRulesTests {
    private static final RequestDeletion NOTHING_SAID = new RequestDeletion(Set.of(), null, null);
    private static final Instant LATER = NOON.plusSeconds(100 * 86_400L);

    @Test
    void fromActiveToErasedAndNoShorterWay() {
        var depublished = changed(Held.active(), new Depublish(Held.reply()), NOON);
        assertThat(depublished.state()).isEqualTo(new State.Depublished(NOON, ANNE, Held.reply()));
        var retrieved = changed(depublished, new Retrieve(Retrieval.How.EXPORTED), NOON);
        var closing = changed(retrieved, READY, NOON);
        assertThat(closing.state())
                .isEqualTo(new State.RetrievalOnly(
                        NOON, ANNE, TODAY.plusDays(30), TODAY.plusDays(30), NEW, (State.Depublished)
                                depublished.state()));
        var end = Held.at(TODAY.plusDays(30), PARIS);
        assertThat(changed(closing, new Erase(), end).state())
                .isEqualTo(new State.Erased(end, new State.Tombstone(NEW, TODAY.plusDays(30 + 365))));

        for (var command : List.of(READY, new Erase(), new TakeBack(), new Postpone(TODAY), retrieve()))
            assertThat(refused(Held.active(), command, NOON).why()).isEqualTo(new Why.NotNow());
        assertThat(refused(depublished, new Erase(), LATER).why()).isEqualTo(new Why.NotNow());
        assertThat(refused(closing, new Republish(), NOON).why()).isEqualTo(new Why.NotNow());
        assertThat(refused(closing, new Depublish(null), NOON).why()).isEqualTo(new Why.NotNow());
    }

    private static Command retrieve() {
        return new Retrieve(Retrieval.How.SAID);
    }

    @Test
    void everyStepBeforeTheEndIsTakenBackToWhatWasBefore() {
        assertThat(changed(Held.closing(), new TakeBack(), LATER).state())
                .isEqualTo(Held.depublished().state());
        assertThat(changed(Held.depublished(), new Republish(), LATER).state()).isEqualTo(new State.Active(LATER));
    }

    @Test
    void whatWasRetrievedBeforeATakingBackCountsNoMore() {
        var again = changed(Held.closing(), new TakeBack(), NOON);
        assertThat(gates(again, READY, Contents.NOTHING)).containsExactly(new Gate.NothingRetrieved());
        assertThat(changed(Held.retrieved(), new Republish(), NOON).retrieval()).isNull();
    }

    @Test
    void erasedIsTheEnd() {
        var erased = Held.erased();
        for (var command : everyCommand())
            if (command instanceof Erase)
                assertThat(decide(erased, command, LATER)).isEqualTo(new Unchanged(erased));
            else {
                var refusal = refused(erased, command, LATER);
                assertThat(refusal.why()).isEqualTo(new Why.NotNow());
                assertThat(refusal.possible()).isEmpty();
            }
    }

    static List<Command> everyCommand() {
        return List.of(
                new Depublish(Held.reply()),
                new Republish(),
                new Retrieve(Retrieval.How.SAID),
                READY,
                new TakeBack(),
                new Postpone(TODAY.plusDays(40)),
                new Erase(),
                new PlaceHold(Hold.LEGAL, "Réquisition"),
                new LiftHold(Hold.LEGAL),
                new Suspend("Compte compromis"),
                new Resume());
    }

    @Test
    void everyGateIsToldAtOnceAndTheGravestFirst() {
        var inside = new Contents(214, 6, 3, 3, NOON.minusSeconds(3 * 86_400), 14);
        assertThat(gates(Held.depublished(), NOTHING_SAID, inside))
                .containsExactly(
                        new Gate.UnreadDocuments(3),
                        new Gate.WithoutProof(3),
                        new Gate.StillReceiving(TODAY.minusDays(3), 14),
                        new Gate.Early(TODAY.plusDays(90)),
                        new Gate.NothingRetrieved());
    }

    @Test
    void aWordOpensItsOwnGateAndNoOther() {
        var inside = new Contents(214, 6, 3, 3, NOON.plusSeconds(60), 14);
        var mailbox = Held.retrieved();
        for (var opened : Opened.values())
            assertThat(gates(mailbox, new RequestDeletion(Set.of(opened), null, null), inside))
                    .hasSize(4);
        assertThat(gates(mailbox, new RequestDeletion(Set.of(), "déjà lus", null), inside))
                .hasSize(4)
                .noneMatch(Gate.UnreadDocuments.class::isInstance);
        assertThat(gates(mailbox, new RequestDeletion(EnumSet.allOf(Opened.class), " ", null), inside))
                .containsExactly(new Gate.UnreadDocuments(3)); // a blank is no reason
        assertThat(gates(mailbox, new RequestDeletion(EnumSet.allOf(Opened.class), "x".repeat(501), null), inside))
                .containsExactly(new Gate.UnreadDocuments(3));
    }

    @Test
    void mailThatCameAfterWhatWasRetrievedIsNotErasedUnseen() {
        var mailbox = Held.retrieved();
        var at = Objects.requireNonNull(mailbox.retrieval()).at();
        var before = new Contents(10, 0, 0, 0, at, 0);
        var after = new Contents(11, 0, 0, 0, at.plusSeconds(86_400), 0);
        var said = EnumSet.complementOf(EnumSet.of(Opened.SINCE_RETRIEVED));
        assertThat(decided(mailbox, said, before)).isInstanceOf(Decision.Changed.class);
        assertThat(gates(mailbox, new RequestDeletion(said, null, null), after))
                .containsExactly(new Gate.SinceRetrieved(mailbox.day(at).plusDays(1), mailbox.day(at)));
        assertThat(decided(mailbox, EnumSet.allOf(Opened.class), after)).isInstanceOf(Decision.Changed.class);
    }

    private static Decision decided(Hosted mailbox, Set<Opened> said, Contents inside) {
        var asked = new RequestDeletion(said, null, null);
        return LifecycleRules.decide(mailbox, asked, ANNE, new Circumstances(NOON, inside, TERMS));
    }

    @Test
    void nobodyCanSayThatNothingNeedsToBeRetrieved() {
        assertThat(gates(Held.depublished(), READY, Contents.NOTHING)).containsExactly(new Gate.NothingRetrieved());
    }

    @Test
    void whatTheMailboxHoldsMustBeKnown() {
        assertThat(gates(Held.retrieved(), READY, null)).containsExactly(new Gate.Unknown());
    }

    @Test
    void ninetyDaysAfterDepublicationNoWordIsNeeded() {
        var mailbox = Held.retrieved();
        assertThat(gates(mailbox, NOTHING_SAID, Contents.NOTHING)).containsExactly(new Gate.Early(TODAY.plusDays(90)));
        assertThat(decide(mailbox, NOTHING_SAID, Held.at(TODAY.plusDays(89), PARIS)))
                .isInstanceOf(Decision.Refused.class);
        assertThat(decide(mailbox, NOTHING_SAID, Held.at(TODAY.plusDays(90), PARIS)))
                .isInstanceOf(Decision.Changed.class);
    }

    private static List<Gate> gates(Hosted mailbox, RequestDeletion asked, @Nullable Contents inside) {
        var decision = LifecycleRules.decide(mailbox, asked, ANNE, new Circumstances(NOON, inside, TERMS));
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Why.Gated) ((Decision.Refused) decision).why().why()).shut();
    }

    /** No path leads here; if one ever did, it would end here. */
    @Test
    void whatWasNeverRetrievedIsNotErased() {
        var closing = Held.closing();
        var forgotten = closing.anew(closing.state());
        assertThat(refused(forgotten, new Erase(), LATER).why()).isEqualTo(new Why.NothingRetrieved());
    }

    @Test
    void theErasureIsPostponedAndBroughtForwardButNeverBeforeTheWaitingTime() {
        var later = changed(Held.closing(), new Postpone(TODAY.plusDays(200)), NOON);
        assertThat(refused(later, new Erase(), Held.at(TODAY.plusDays(199), PARIS))
                        .why())
                .isEqualTo(new Why.TooSoon(TODAY.plusDays(200)));
        var earlier = changed(later, new Postpone(TODAY.plusDays(30)), NOON);
        assertThat(earlier).isEqualTo(Held.closing());
        assertThat(refused(later, new Postpone(TODAY.plusDays(29)), NOON).why())
                .isEqualTo(new Why.TooSoon(TODAY.plusDays(30)));
        assertThat(refused(later, new Postpone(TODAY.plusDays(366)), NOON).why())
                .isEqualTo(new Why.TooLate(TODAY.plusDays(365)));
    }

    @Test
    void aHoldStopsTheWayToTheEndButNotTheWayBack() {
        var day = TODAY.plusDays(40);
        for (var kind : Hold.values()) {
            var held = changed(Held.closing(), new PlaceHold(kind, "Réquisition"), NOON);
            assertThat(refused(held, new Erase(), Held.at(day, PARIS)).why()).isEqualTo(new Why.Held(Set.of(kind)));
            assertThat(changed(held, new TakeBack(), NOON).holds()).containsOnlyKeys(kind);
            var asked = changed(Held.retrieved(), new PlaceHold(kind, "Réquisition"), NOON);
            assertThat(refused(asked, READY, NOON).why()).isEqualTo(new Why.Held(Set.of(kind)));
            assertThat(refused(asked, READY, NOON).possible()).doesNotContain(Act.REQUEST_DELETION);
        }
    }

    @Test
    void bothHoldsMustBeLifted() {
        var both = changed(
                changed(Held.closing(), new PlaceHold(Hold.LEGAL, "x"), NOON), new PlaceHold(Hold.INCIDENT, "y"), NOON);
        var one = changed(both, new LiftHold(Hold.LEGAL), NOON);
        assertThat(refused(one, new Erase(), LATER).why()).isEqualTo(new Why.Held(Set.of(Hold.INCIDENT)));
    }

    @Test
    void afterAHoldSomeDaysAreLeftBeforeTheEnd() {
        var held = changed(Held.closing(), new PlaceHold(Hold.LEGAL, "Réquisition"), NOON);
        var lifted = changed(held, new LiftHold(Hold.LEGAL), Held.at(TODAY.plusDays(100), PARIS));
        assertThat(((State.RetrievalOnly) lifted.state()).eraseOn()).isEqualTo(TODAY.plusDays(107));
        var early = changed(held, new LiftHold(Hold.LEGAL), Held.at(TODAY.plusDays(2), PARIS));
        assertThat(early).isEqualTo(Held.closing()); // the day that was told still stands
    }

    @Test
    void whoeverCannotGetAtTheMailLosesNothingMeanwhile() {
        var suspended = changed(Held.closing(), new Suspend("Compte compromis"), NOON);
        assertThat(refused(suspended, new Erase(), LATER).why()).isEqualTo(new Why.Suspended());
        var asked = changed(Held.retrieved(), new Suspend("Compte compromis"), NOON);
        assertThat(refused(asked, READY, NOON).why()).isEqualTo(new Why.Suspended());
        assertThat(refused(asked, new Republish(), NOON).why()).isEqualTo(new Why.Suspended());
        var resumed = changed(suspended, new Resume(), Held.at(TODAY.plusDays(100), PARIS));
        assertThat(((State.RetrievalOnly) resumed.state()).eraseOn()).isEqualTo(TODAY.plusDays(107));
    }

    @Test
    void aMeasureOfStaffHasAReason() {
        for (var reason : List.of("", "  ", "x".repeat(501))) {
            assertThat(refused(Held.active(), new PlaceHold(Hold.LEGAL, reason), NOON)
                            .why())
                    .isEqualTo(new Why.ReasonNeeded());
            assertThat(refused(Held.active(), new Suspend(reason), NOON).why()).isEqualTo(new Why.ReasonNeeded());
        }
    }

    @Test
    void aRepeatChangesNothing() {
        unchanged(Held.depublished(), new Depublish(Held.reply()));
        unchanged(Held.active(), new Republish());
        unchanged(Held.retrieved(), new Retrieve(Retrieval.How.SAID));
        unchanged(Held.closing(), READY);
        unchanged(Held.depublished(), new TakeBack());
        unchanged(Held.closing(), new Postpone(TODAY.plusDays(30)));
        unchanged(changed(Held.active(), new PlaceHold(Hold.LEGAL, "x"), NOON), new PlaceHold(Hold.LEGAL, "y"));
        unchanged(Held.active(), new LiftHold(Hold.LEGAL));
        unchanged(changed(Held.active(), new Suspend("x"), NOON), new Suspend("y"));
        unchanged(Held.active(), new Resume());
    }

    private static void unchanged(Hosted mailbox, Command command) {
        assertThat(decide(mailbox, command, LATER)).isEqualTo(new Unchanged(mailbox));
    }

    @Test
    void anotherReplyAndAnotherAgreementChangeOnlyThemselves() {
        var other = changed(Held.depublished(), new Depublish(null), LATER);
        assertThat(other.state()).isEqualTo(new State.Depublished(NOON, ANNE, null));
        var silent = (State.RetrievalOnly)
                changed(Held.closing(), NOTHING_SAID, LATER).state();
        assertThat(silent.toldTo()).isNull();
        assertThat(silent.since()).isEqualTo(NOON);
    }

    @Test
    void nobodyIsSentBackToTheMailboxThatCloses() {
        var loop = new AutoReply(Held.OLD, "a", "b", AutoReply.Fate.NOT_READ, TODAY, null, 30, false);
        assertThat(refused(Held.active(), new Depublish(loop), NOON).why()).isEqualTo(new Why.SameAddress());
        assertThat(refused(Held.depublished(), new Depublish(loop), NOON).why()).isEqualTo(new Why.SameAddress());
        var told = new RequestDeletion(EnumSet.allOf(Opened.class), null, Held.OLD);
        assertThat(refused(Held.retrieved(), told, NOON).why()).isEqualTo(new Why.SameAddress());
        assertThat(refused(Held.closing(), told, NOON).why()).isEqualTo(new Why.SameAddress());
    }

    @Test
    void theWaitingTimeIsCountedByDayWhateverTheClocksDo() {
        // Clocks forward on 29 March 2026, back on 25 October 2026; asked for in the last minute before midnight.
        counted(PARIS, "2026-03-10T22:59:00Z", "2026-04-09", "2026-04-08T21:59:59Z");
        counted(PARIS, "2026-03-10T23:00:00Z", "2026-04-10", "2026-04-09T21:59:59Z");
        counted(PARIS, "2026-10-10T21:59:00Z", "2026-11-09", "2026-11-08T22:59:59Z");
        counted(PARIS, "2026-10-10T22:00:00Z", "2026-11-10", "2026-11-09T22:59:59Z");
        counted(ZoneId.of("Indian/Reunion"), "2026-03-10T21:00:00Z", "2026-04-10", "2026-04-09T19:59:59Z");
        counted(ZoneId.of("America/Miquelon"), "2026-02-20T04:00:00Z", "2026-03-22", "2026-03-22T01:59:59Z");
    }

    /** @param last the last second in which nothing may be erased */
    private static void counted(ZoneId zone, String asked, String day, String last) {
        var at = Instant.parse(asked);
        var closing = changed(changed(Held.depublished(zone), retrieve(), at), READY, at);
        assertThat(((State.RetrievalOnly) closing.state()).eraseOn()).isEqualTo(LocalDate.parse(day));
        var end = Instant.parse(last);
        assertThat(decide(closing, new Erase(), end)).isInstanceOf(Decision.Refused.class);
        assertThat(decide(closing, new Erase(), end.plusSeconds(1))).isInstanceOf(Decision.Changed.class);
    }

    @Test
    void noInstallationWaitsLessThanItsFloor() {
        assertThatThrownBy(() -> terms(13, 14)).hasMessageContaining("floor");
        assertThatThrownBy(() -> terms(30, 0)).hasMessageContaining("floor");
        assertThat(terms(14, 14).waiting()).isEqualTo(Period.ofDays(14));
    }

    private static Terms terms(int waiting, int floor) {
        return new Terms(
                Period.ofDays(waiting),
                Period.ofDays(floor),
                Period.ofDays(90),
                Period.ofDays(365),
                Period.ofDays(7),
                Period.ofDays(365));
    }

    @Test
    void whatIsCalledPossibleIsNotRefusedForItsState() {
        for (var mailbox : List.of(
                Held.active(),
                Held.depublished(),
                Held.retrieved(),
                Held.closing(),
                Held.erased(),
                changed(Held.retrieved(), new PlaceHold(Hold.LEGAL, "x"), NOON),
                changed(Held.retrieved(), new Suspend("x"), NOON),
                changed(Held.closing(), new Suspend("x"), NOON))) {
            for (var act : Act.values()) {
                var moved = !(decide(mailbox, sample(act), NOON) instanceof Decision.Refused(var refusal))
                        || refusal.why() instanceof Why.Gated;
                // A repeat is not refused, and not offered either.
                var repeat = decide(mailbox, sample(act), NOON) instanceof Unchanged && act != Act.RETRIEVE;
                var offered = LifecycleRules.possible(mailbox).contains(act);
                if (offered)
                    assertThat(moved)
                            .as("%s in %s", act, mailbox.state().word())
                            .isTrue();
                else if (act != Act.CHANGE_REPLY && act != Act.DEPUBLISH && act != Act.REQUEST_DELETION)
                    assertThat(moved && !repeat)
                            .as("%s in %s", act, mailbox.state().word())
                            .isFalse();
            }
        }
    }

    private static Command sample(Act act) {
        return switch (act) {
            case DEPUBLISH -> new Depublish(null);
            case CHANGE_REPLY -> new Depublish(Held.reply("autre"));
            case REPUBLISH -> new Republish();
            case RETRIEVE -> retrieve();
            case REQUEST_DELETION -> READY;
            case POSTPONE -> new Postpone(TODAY.plusDays(60));
            case TAKE_BACK -> new TakeBack();
        };
    }

    @Test
    void aRefusalNamesWhatStandsInTheWayTheStateAndTheActs() {
        var inside = new Contents(214, 6, 3, 3, NOON, 14);
        var refused = ((Decision.Refused) decide(Held.depublished(), NOTHING_SAID, NOON, inside)).why();
        assertThat(Practice.wording().of(refused.words(), Locale.FRANCE))
                .isEqualTo(
                        "Ouvrez d’abord les 3 documents non lus. État\u00a0: Dépubliée – reçoit encore. Possible maintenant\u00a0:"
                                + " Modifier la réponse automatique, Publier de nouveau, Récupérer ce qui est utile, Demander la"
                                + " suppression.");
    }
}
