package fr.balise.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.Evidence;
import fr.balise.promotion.Candidate.Attached;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class AdviceTests {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 12);
    private static final Evidence READ = new Evidence.Connected(DAY, true);
    private static final Evidence SAID = new Evidence.DeclaredRead(DAY, "Camille");
    private static final Evidence NOT_READ = new Evidence.DeclaredNotRead(DAY, "Camille");
    private static final Evidence NOTHING = new Evidence.HeldElsewhere();

    @Test
    void aMailboxThatIsReadGoesBeforeOneThatHangsNearer() {
        assertFirst(
                "b",
                box("a", NOTHING).build(),
                box("b", READ).attached(Attached.TO_PERSON).build());
    }

    @Test
    void amongThoseThatAreReadTheOneOfThePlaceGoesFirst() {
        assertFirst(
                "b",
                box("a", READ).attached(Attached.TO_PERSON).build(),
                box("b", READ).build());
    }

    @Test
    void aWordGoesBeforeNothingAndBehindAProof() {
        assertFirst("b", box("a", NOTHING).build(), box("b", SAID).build());
        assertFirst("b", box("a", SAID).build(), box("b", READ).build());
        assertFirst("b", box("a", NOT_READ).build(), box("b", NOTHING).build());
    }

    @Test
    void aSearchShowsAChoiceFirstOnceColleaguesCanFindItAndNotBefore() {
        var found = box("a", READ).build();
        var hidden = box("b", READ).unlisted().build();
        var others = List.of(MailAddress.parse("c@x.mssante.fr"), found.address());
        var row = row(List.of(found, hidden), null, others);
        assertThat(row.seen().with(found)).containsExactly(found.address(), others.getFirst());
        assertThat(row.seen().with(hidden)).isEqualTo(others);
        assertThat(row.after()).as("nothing is decided").isNull();
        assertThat(row(List.of(found, hidden), hidden, others).after()).satisfies(after -> {
            assertThat(after.found()).isFalse();
            assertThat(after.addresses()).isEqualTo(others);
        });
        assertThat(row(List.of(found, hidden), found, others).after().addresses())
                .containsExactly(found.address(), others.getFirst());
    }

    private static ChoiceRow row(List<Candidate> candidates, Candidate decided, List<MailAddress> now) {
        var spot = new Spot(1, 2L, null);
        var said = decided == null
                ? null
                : new Preference(spot, decided.address(), Instant.parse("2026-11-12T10:00:00Z"), "", List.of());
        return new ChoiceRow(spot, null, Advice.of(candidates, null, null), said, null, Map.of(), new Seen(now, false));
    }

    @Test
    void oneThatIsNearlyFullGoesBehind() {
        assertFirst(
                "b", box("a", READ).full(95).build(), box("b", READ).full(40).build());
    }

    @Test
    void onePublishedGoesBeforeOneThatNobodyFinds() {
        assertFirst("b", box("a", READ).unlisted().build(), box("b", NOTHING).build());
    }

    @Test
    void whatWasDecidedIsProposedAgainAsLongAsItIsPossible() {
        var decided = MailAddress.parse("a@x.mssante.fr");
        var boxes = List.of(box("a", NOTHING).build(), box("b", READ).build());
        assertThat(Advice.of(boxes, decided, null).proposed().candidate().address())
                .isEqualTo(decided);
        var closing =
                List.of(box("a", NOTHING).closing().build(), box("b", READ).build());
        assertThat(Advice.of(closing, decided, null)
                        .proposed()
                        .candidate()
                        .address()
                        .localPart())
                .isEqualTo("b");
    }

    @Test
    void whatADelegatePreparedIsProposedFirst() {
        var boxes = List.of(box("a", READ).build(), box("b", NOTHING).build());
        var advised = Advice.of(boxes, MailAddress.parse("a@x.mssante.fr"), MailAddress.parse("b@x.mssante.fr"));
        assertThat(advised.proposed().candidate().address().localPart()).isEqualTo("b");
        assertThat(advised.proposed().reasons()).contains(Reason.PREPARED);
    }

    @Test
    void nothingOutsideTheSpaceOrBeingClosedIsProposed() {
        var advised = Advice.of(
                List.of(
                        box("a", READ).outside().build(),
                        box("b", READ).closing().build()),
                null,
                null);
        assertThat(advised.proposed()).isNull();
        assertThat(advised.lines()).hasSize(2).noneMatch(Advice.Line::possible);
    }

    @Test
    void eachDoubtIsTold() {
        assertThat(Advice.doubts(box("a", READ).build())).isEmpty();
        assertThat(Advice.doubts(box("a", NOT_READ)
                        .full(90)
                        .unlisted()
                        .attached(Attached.BY_WORD)
                        .build()))
                .containsExactlyInAnyOrder(Doubt.NOT_READ, Doubt.NEARLY_FULL, Doubt.NOT_PUBLISHED, Doubt.NOT_ATTACHED);
        assertThat(Advice.doubts(box("a", NOTHING).build())).containsExactly(Doubt.NOT_CONFIRMED);
    }

    @Test
    void eachReasonIsTold() {
        var line = Advice.of(List.of(box("a", READ).full(10).here().first().build()), null, null)
                .proposed();
        assertThat(line.reasons())
                .containsExactly(
                        Reason.ONLY_ONE,
                        Reason.READ,
                        Reason.ATTACHED,
                        Reason.ROOM,
                        Reason.FIRST_IN_DIRECTORY,
                        Reason.HERE);
    }

    private static void assertFirst(String local, Candidate... candidates) {
        assertThat(Advice.of(List.of(candidates), null, null)
                        .proposed()
                        .candidate()
                        .address()
                        .localPart())
                .isEqualTo(local);
        assertThat(Advice.of(List.of(candidates).reversed(), null, null)
                        .proposed()
                        .candidate()
                        .address()
                        .localPart())
                .as("whatever the order they come in")
                .isEqualTo(local);
    }

    private static Making box(String local, Evidence evidence) {
        return new Making(local, evidence);
    }

    private static final class Making {
        private final MailAddress address;
        private final Evidence evidence;
        private Attached attached = Attached.TO_PLACE;
        private OptionalInt full = OptionalInt.empty();
        private boolean published = true;
        private boolean first;
        private boolean inside = true;
        private boolean here;
        private boolean closing;

        Making(String local, Evidence evidence) {
            address = MailAddress.parse(local + "@x.mssante.fr");
            this.evidence = evidence;
        }

        Making attached(Attached how) {
            attached = how;
            return this;
        }

        Making full(int percent) {
            full = OptionalInt.of(percent);
            return this;
        }

        Making unlisted() {
            published = false;
            return this;
        }

        Making first() {
            first = true;
            return this;
        }

        Making outside() {
            inside = false;
            return this;
        }

        Making here() {
            here = true;
            return this;
        }

        Making closing() {
            closing = true;
            return this;
        }

        Candidate build() {
            var id = BoxId.of(new NationalPersonId("899700000013"), address);
            return new Candidate(id, address, attached, published, first, evidence, full, inside, here, closing, null);
        }
    }
}
