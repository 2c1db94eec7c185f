package fr.balise.directory.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FoldingTests {
    @Test
    void accentsHyphensAndApostrophesDoNotMatter() {
        for (var spelling : List.of(
                "Jean-François",
                "JEAN FRANCOIS",
                "jean‑françois",
                "  jean   francois ",
                "Jean'François",
                "JEAN–FRANÇOIS"))
            assertThat(Folding.fold(spelling)).as(spelling).isEqualTo("jean francois");
        assertThat(Folding.fold("D’Artagnan"))
                .isEqualTo(Folding.fold("d'artagnan"))
                .isEqualTo("d artagnan");
    }

    @Test
    void composedAndDecomposedLettersAreOne() {
        assertThat(Folding.fold("Noe\u0308l"))
                .isEqualTo(Folding.fold("NO\u00cbL"))
                .isEqualTo("noel");
    }

    @Test
    void joinedLettersAreSpeltOut() {
        assertThat(Folding.fold("Cœur Lætitia Weiß Øster")).isEqualTo("coeur laetitia weiss oster");
    }

    @Test
    void whatHoldsNoLetterIsEmpty() {
        for (var text : List.of("", " ", "--", "\u0000", "*?~", "😀", "\u202e"))
            assertThat(Folding.words(text)).as(text).isEmpty();
    }

    @Test
    void aNameOfTwoWordsIsAlsoOneWord() {
        assertThat(Folding.nameWords("LE GALL")).containsExactly("le", "gall", "legall");
        assertThat(Folding.nameWords("MARTIN")).containsExactly("martin");
    }

    @Test
    void saintIsSpeltOutInPlaces() {
        assertThat(Folding.placeWords("ST-ETIENNE")).containsExactly("saint", "etienne");
        assertThat(Folding.placeWords("STE ANNE")).containsExactly("sainte", "anne");
    }
}
