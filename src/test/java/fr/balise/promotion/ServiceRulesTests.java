package fr.balise.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.Carrier;
import fr.balise.directory.Listing;
import fr.balise.directory.Presence;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which service mailbox of a structure is answered. */
class ServiceRulesTests {
    private static final long STRUCTURE = 7;
    private static final Presence THERE = new Presence(LocalDate.of(2026, 11, 12), null);

    private static MailAddress mail(String name) {
        return MailAddress.parse(name + "@ch.mssante.fr");
    }

    private static Listing listing(long row, String name, @Nullable Integer rank, MailboxType type) {
        return new Listing(
                row,
                row,
                mail(name),
                type,
                new Carrier.OfStructure(STRUCTURE),
                null,
                rank,
                false,
                Listing.Origin.NATIONAL,
                THERE,
                THERE);
    }

    private static Listing service(long row, String name, @Nullable Integer rank) {
        return listing(row, name, rank, MailboxType.ORG);
    }

    private static ServiceChoice chosen(String name, @Nullable DocumentKind document) {
        return new ServiceChoice(STRUCTURE, document, mail(name), Instant.EPOCH, "Loïc", null);
    }

    private static void assertPick(
            List<Listing> listed,
            List<ServiceChoice> choices,
            @Nullable DocumentKind document,
            String name,
            Because why) {
        assertThat(ServiceRules.pick(listed, choices, document)).hasValueSatisfying(pick -> {
            assertThat(pick.address()).isEqualTo(mail(name));
            assertThat(pick.because()).isEqualTo(why);
        });
    }

    @Test
    void theChoiceOfTheStructureGoesBeforeTheDirectorysOrder() {
        var listed = List.of(service(1, "a", 1), service(2, "b", null));
        assertPick(listed, List.of(chosen("b", null)), null, "b", Because.CHOSEN);
    }

    @Test
    void anExceptionServesItsKindOfDocumentAlone() {
        var listed = List.of(service(1, "a", null), service(2, "labo", null));
        var choices = List.of(chosen("a", null), chosen("labo", DocumentKind.LABORATORY));
        assertPick(listed, choices, DocumentKind.LABORATORY, "labo", Because.EXCEPTION);
        assertPick(listed, choices, DocumentKind.IMAGING, "a", Because.CHOSEN);
        assertPick(listed, choices, null, "a", Because.CHOSEN);
    }

    @Test
    void aChoiceThatIsNotPublicAnyMoreIsPassedOver() {
        var listed = List.of(service(1, "a", null), service(2, "b", null));
        assertPick(listed, List.of(chosen("gone", null)), null, "a", Because.SEVERAL);
        assertPick(
                listed,
                List.of(chosen("b", null), chosen("gone", DocumentKind.LABORATORY)),
                DocumentKind.LABORATORY,
                "b",
                Because.CHOSEN);
    }

    @Test
    void withoutAChoiceTheOnlyOneOrTheFirstOfTheDirectoryIsAnsweredAndAmongSeveralNothingIsSure() {
        assertPick(List.of(service(1, "a", null)), List.of(), null, "a", Because.ONLY_ONE);
        assertPick(List.of(service(1, "a", null), service(2, "b", 1)), List.of(), null, "b", Because.RANKED);
        assertPick(List.of(service(2, "b", null), service(1, "a", null)), List.of(), null, "a", Because.SEVERAL);
        assertThat(Because.SEVERAL.sure()).isFalse();
        assertThat(ServiceRules.pick(List.of(), List.of(chosen("a", null)), null))
                .isEmpty();
    }

    @Test
    void mailboxesOfSoftwareAndOfOtherStructuresAreNone() {
        assertThat(ServiceRules.isOfService(service(1, "a", null), STRUCTURE)).isTrue();
        assertThat(ServiceRules.isOfService(listing(1, "dpi", null, MailboxType.APP), STRUCTURE))
                .isFalse();
        assertThat(ServiceRules.isOfService(service(1, "a", null), 8)).isFalse();
    }

    private static Listing stated(long row, String name, boolean unlisted, Presence presence) {
        return new Listing(
                row,
                row,
                mail(name),
                MailboxType.ORG,
                new Carrier.OfStructure(STRUCTURE),
                null,
                null,
                unlisted,
                Listing.Origin.LOCAL,
                presence,
                presence);
    }

    @Test
    void aSearchShowsTheRankedOneThenWhatIsStatedHereThenTheFilesAndNothingHiddenOrGone() {
        var gone = new Presence(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 11, 1));
        var listed = List.of(
                service(1, "file", null),
                service(2, "ranked", 1),
                stated(3, "here", false, THERE),
                stated(4, "hidden", true, THERE),
                stated(5, "gone", false, gone));
        var seen = ServiceRules.seen(listed);
        assertThat(seen.now()).containsExactly(mail("ranked"), mail("here"), mail("file"));
        assertThat(seen.preferredNow()).isTrue();
        assertThat(ServiceRules.seen(List.of(service(1, "file", null))).preferredNow())
                .as("nobody told a rank")
                .isFalse();
        assertThat(ServiceRules.seen(List.of(service(1, "file", 2))).preferredNow())
                .as("a second one is not the preferred one")
                .isFalse();
        assertThat(ServiceRules.seen(List.of()).now()).isEmpty();
    }

    @Test
    void aChoiceIsToldOnceTheDirectoryHasItFirstAndNotWhileAnotherOneIs() {
        var seen = ServiceRules.seen(List.of(service(1, "a", null), service(2, "b", 1)));
        assertThat(seen.after(mail("b"), List.of())).satisfies(after -> {
            assertThat(after.told()).isTrue();
            assertThat(after.addresses()).containsExactly(mail("b"), mail("a"));
        });
        assertThat(seen.after(mail("a"), List.of())).satisfies(after -> {
            assertThat(after.told()).isFalse();
            assertThat(after.found()).isTrue();
            assertThat(after.addresses()).containsExactly(mail("a"), mail("b"));
        });
        assertThat(seen.after(mail("z"), List.of())).satisfies(after -> {
            assertThat(after.found()).isFalse();
            assertThat(after.addresses()).as("nothing changes").isEqualTo(seen.now());
        });
    }
}
