package fr.balise.hygiene;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import fr.balise.testing.DemoEnginePageTest;
import fr.balise.testing.Hand;
import fr.balise.testing.Visit;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other ways than to delete at once, in a browser: through the trash, into an archive first, prepared for somebody else. */
@NullUnmarked
class CleaningWaysPageTests extends DemoEnginePageTest {
    private static final String FORGOTTEN = "lefevre.rabine@balise-demo.mssante.fr";

    /** @return the path of the mailbox's room */
    private String space(Visit visit) throws InterruptedException {
        var end = Instant.now().plus(Duration.ofMinutes(3));
        do { // the demo's mail comes while people look around
            visit.to("/espace");
            Hand.POINTER.press(visit.page().locator("[data-address='" + FORGOTTEN + "'] a.button"));
            if (visit.page().locator("main").textContent().contains("106 messages"))
                return visit.page().url().substring(origin().length());
            Thread.sleep(1_000);
        } while (Instant.now().isBefore(end));
        throw new AssertionError("the forgotten mailbox is not filled");
    }

    private void takenBack(Visit visit) {
        var page = visit.page();
        Hand.POINTER.press(find(page, "undo-ask"));
        Hand.POINTER.press(find(page, "undo-sure"));
        assertThat(find(page, "undone")).containsText("Les messages sont revenus à leur place.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1440, 390})
    void intoTheTrashAndBack(int width) throws Exception {
        try (var visit = visit("Camille Lefèvre", width, ColorScheme.LIGHT)) {
            var here = space(visit);
            var page = visit.page();
            visit.to(here + "/liberer");
            page.locator("[data-test=tick-OLD_LETTERS]").check();
            page.waitForCondition(() -> !find(page, "trash").textContent().contains("64"));
            Hand.POINTER.press(find(page, "trash-open"));
            assertThat(find(page, "trash-means")).containsText("Rien n’est libéré tout de suite");
            visit.isFit().picture("trash-choice-" + width);
            Hand.POINTER.press(find(page, "trash"));
            assertThat(find(page, "trashed")).containsText("Rien n’est encore libéré");
            visit.isFit().picture("trashed-" + width);
            takenBack(visit);
            visit.isWellBehaved();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1440, 390})
    void archivedThenDeletedThenBack(int width) throws Exception {
        try (var visit = visit("Camille Lefèvre", width, width == 390 ? ColorScheme.DARK : ColorScheme.LIGHT)) {
            var here = space(visit);
            var page = visit.page();
            visit.to(here + "/groupes/filed");
            Hand.POINTER.press(find(page, "archive"));
            assertThat(find(page, "archive-sum")).containsText("messages choisis");
            visit.isFit().picture("archive-form-" + width);
            find(page, "archive-noted").check();
            Hand.POINTER.press(find(page, "archive-start"));
            assertThat(find(page, "archive-ready")).isVisible();
            visit.isFit().picture("archive-ready-" + width);
            assertThat(find(page, "archive-delete-card")).hasCount(0);
            var file = page.waitForDownload(() -> Hand.POINTER.press(find(page, "archive-download")));
            assertThat(Files.size(file.path())).isPositive();
            Hand.POINTER.press(find(page, "archive-look"));
            assertThat(find(page, "archive-downloaded")).isVisible();
            visit.isFit().picture("archive-downloaded-" + width);
            Hand.POINTER.press(find(page, "archive-delete"));
            assertThat(find(page, "freed")).isVisible();
            takenBack(visit);
            visit.to(here);
            assertThat(find(page, "archives")).isVisible();
        }
    }

    @Test
    void whatTheSecretaryPreparedTheHolderDecides() throws Exception {
        String here;
        try (var visit = visit("Camille Lefèvre", 1440, ColorScheme.LIGHT)) {
            here = space(visit);
        }
        try (var visit = visit("Nadia", 1440, ColorScheme.LIGHT)) {
            visit.to("/espace");
            var page = visit.page();
            Hand.POINTER.press(page.locator("[data-address='" + FORGOTTEN + "'] [data-test=to-prepare]"));
            visit.isFit().picture("prepare-1440");
            assertThat(page.locator("main a[href*='/groupes/']")).hasCount(0);
            Hand.POINTER.press(find(page, "prepare"));
            assertThat(find(page, "prepare-waits")).isVisible();
            visit.isFit().picture("prepare-waits-1440");
            for (var below :
                    new String[] {"", "/liberer", "/chercher", "/pieces", "/groupes/reports", "/preparation"}) {
                visit.to(here + below);
                assertThat(find(page, "error")).hasCount(1);
            }
        }
        try (var visit = visit("Camille Lefèvre", 390, ColorScheme.LIGHT)) {
            visit.to("/").isFit().picture("prepared-home-390");
            var page = visit.page();
            assertThat(find(page, "cleanup-prepared")).containsText("Nettoyage préparé par");
            Hand.POINTER.press(find(page, "cleanup-look"));
            visit.isFit().picture("prepared-390");
            Hand.POINTER.press(find(page, "prepared-approve"));
            assertThat(find(page, "freed")).isVisible();
            assertThat(find(page, "cleaning-by")).containsText("préparé par");
            visit.isFit().picture("prepared-done-390");
            takenBack(visit);
            visit.to("/");
            assertThat(find(page, "cleanup-prepared")).hasCount(0);
        }
    }
}
