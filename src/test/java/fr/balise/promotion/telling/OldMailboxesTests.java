package fr.balise.promotion.telling;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which mailbox is not the one to write to at a place. */
class OldMailboxesTests {
    private static final String PREFERRED = "anne@a.mssante.fr";
    private static final long VANNES = 7;
    private static final long LORIENT = 8;

    private static boolean old(String address, Set<Long> places, @Nullable Long here, String... preferred) {
        return OldMailboxes.isOld(MailAddress.parse(address), places, Set.of(preferred), here);
    }

    @Test
    void whateverIsPreferredSomewhereIsNoOldMailbox() {
        assertThat(old("Anne@a.mssante.fr", Set.of(VANNES), VANNES, PREFERRED)).isFalse();
        assertThat(old("labo@a.mssante.fr", Set.of(), VANNES, PREFERRED, "labo@a.mssante.fr"))
                .as("an exception for one kind of document")
                .isFalse();
    }

    @Test
    void theOthersOfThisPlaceAre() {
        assertThat(old("vieille@a.mssante.fr", Set.of(VANNES), VANNES, PREFERRED))
                .isTrue();
        assertThat(old("vieille@a.mssante.fr", Set.of(VANNES, LORIENT), VANNES, PREFERRED))
                .isTrue();
    }

    @Test
    void oneThatServesAnotherPlaceIsNotSpokenOfHere() {
        assertThat(old("lorient@a.mssante.fr", Set.of(LORIENT), VANNES, PREFERRED))
                .isFalse();
    }

    @Test
    void oneThatNoPlaceClaimsServesAll() {
        assertThat(old("vieille@a.mssante.fr", Set.of(), VANNES, PREFERRED)).isTrue();
        assertThat(old("vieille@a.mssante.fr", Set.of(LORIENT), null, PREFERRED))
                .as("a choice for all places")
                .isTrue();
    }
}
