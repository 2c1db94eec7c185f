package fr.balise.directory.search;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TypedTests {
    @Test
    void titlesAndSmallWordsAreNotSearched() {
        assertThat(Typed.of("Dr Martin à Lyon").words()).containsExactly("martin", "lyon");
        assertThat(Typed.of("Madame le docteur Dupont").words()).containsExactly("le", "dupont");
    }

    @Test
    void aTitleAloneIsSearchedForLackOfBetter() {
        assertThat(Typed.of("docteur").words()).containsExactly("docteur");
    }

    @Test
    void theLastWordMayBeABeginningAndStays() {
        assertThat(Typed.of("martin a").words()).containsExactly("martin", "a");
    }

    @Test
    void numbersAreReadWithOrWithoutSpaces() {
        assertThat(Typed.of("997 0000 0013").number()).contains("99700000013");
        assertThat(Typed.of("2A0000017").number()).contains("2a0000017");
        assertThat(Typed.of("75011").number()).isEmpty();
        assertThat(Typed.of("martin 75011").number()).isEmpty();
        assertThat(Typed.of("Martin 99700000013 Lyon").number()).contains("99700000013");
        assertThat(Typed.of("Martin 99700000013 Lyon").besideNumber()).containsExactly("martin", "lyon");
    }

    @Test
    void anAddressAPartOfOneOrADomainIsRecognised() {
        assertThat(Typed.of("Jean.Dupont@A.mssante.fr").address()).contains("jean.dupont@a.mssante.fr");
        assertThat(Typed.of("jean.dupont").address()).contains("jean.dupont");
        assertThat(Typed.of("medecin.mssante.fr").address()).contains("medecin.mssante.fr");
        assertThat(Typed.of("jean dupont").address()).isEmpty();
    }

    @Property
    void anythingCanBeTyped(@ForAll String text) {
        var typed = Typed.of(text);
        assertThat(typed.words()).hasSizeLessThanOrEqualTo(10).allMatch(w -> !w.isEmpty() && w.length() <= 60);
    }
}
