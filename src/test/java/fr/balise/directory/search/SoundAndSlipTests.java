package fr.balise.directory.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoundAndSlipTests {
    @ParameterizedTest
    @CsvSource({
        "dupont,dupond",
        "lefebvre,lefevre",
        "renault,renaud",
        "philippe,filipe",
        "thibault,tibo",
        "moreau,moro",
        "gauthier,gotier",
        "schmitt,schmit",
        "quentin,kentin",
        "nicolas,nikola",
        "henry,henri",
        "garnier,garnie",
    })
    void namesReadAlikeHaveOneKey(String a, String b) {
        assertThat(FrenchSound.of(a)).isEqualTo(FrenchSound.of(b));
    }

    @ParameterizedTest
    @CsvSource({"martin,morin", "bernard,gerard", "petit,poitou", "leroy,leduc", "chevalier,cavelier", "roux,royer"})
    void namesReadDifferentlyKeepTheirOwnKeys(String a, String b) {
        assertThat(FrenchSound.of(a)).isNotEqualTo(FrenchSound.of(b));
    }

    @Test
    void nothingIsEverReducedToNothing() {
        for (var word : new String[] {"h", "hh", "x", "es", "eau", "1234"})
            assertThat(FrenchSound.of(word)).as(word).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "martin,martin,0",
        "martin,matrin,1",
        "martin,martn,1",
        "martin,marttin,1",
        "martin,mzrtin,1",
        "martin,mratni,2",
        "martin,bernard,3",
        "a,abcdef,3",
    })
    void slipsAreCountedUpToTwo(String a, String b, int slips) {
        assertThat(Slips.between(a, b, 2)).isEqualTo(slips);
        assertThat(Slips.between(b, a, 2)).isEqualTo(slips);
    }
}
