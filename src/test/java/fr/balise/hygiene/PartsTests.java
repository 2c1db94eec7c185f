package fr.balise.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.hygiene.Cleaning.Way;
import fr.balise.mailstore.MailStore.Use;
import org.junit.jupiter.api.Test;

/** Where messages go, and from where. */
class PartsTests {
    @Test
    void whatIsInTheTrashIsNotPutThere() {
        assertThat(Way.TRASH.takesFrom(Use.TRASH)).isFalse();
        assertThat(Way.TRASH.takesFrom(Use.JUNK)).isTrue();
        assertThat(Way.ASIDE.takesFrom(Use.TRASH)).isTrue();
    }
}
