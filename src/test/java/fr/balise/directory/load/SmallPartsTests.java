package fr.balise.directory.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

@NullUnmarked
class SmallPartsTests {
    @AutoClose
    private final OffHeap memory = new OffHeap();

    private static final LoadSettings SETTINGS = new LoadSettings(5, 5, DataSize.ofGigabytes(8), 60);

    @Test
    void theGuardStopsMoreThanFivePercentButForFiveRowsOfASmallDirectory() {
        assertThat(guard(1000, 25, 25)).as("exactly five per cent").isFalse();
        assertThat(guard(1000, 25, 26)).isTrue();
        assertThat(guard(20, 3, 2)).as("a small directory").isFalse();
        assertThat(guard(20, 3, 3)).isTrue();
        assertThat(guard(8, 5, 0)).as("more than half").isTrue();
        assertThat(guard(0, 0, 0)).as("the first file").isFalse();
    }

    private static boolean guard(long held, long removed, long changed) {
        var tally = new Tally();
        tally.held = held;
        tally.removed = removed;
        tally.changed = changed;
        return Guard.check("f", tally, SETTINGS) != null;
    }

    @Test
    void theNameOfAFileSaysItsDay() {
        assertThat(NationalFile.day("PS_LibreAcces_Personne_activite_202611240800.txt"))
                .isEqualTo("2026-11-24");
        assertThat(NationalFile.day("Extraction_Correspondance_MSSante_20261124.txt"))
                .isEqualTo(LocalDate.of(2026, 11, 24));
        assertThat(NationalFile.day("Extraction_Correspondance_MSSante.txt")).isNull();
        assertThat(NationalFile.day("x_202613990800.txt")).as("not a day").isNull();
    }

    @Test
    void firstNamesAreWrittenAsOneWritesThem() {
        assertThat(MixedCase.of("JEAN-PIERRE")).isEqualTo("Jean-Pierre");
        assertThat(MixedCase.of("NOÉ")).isEqualTo("Noé");
        assertThat(MixedCase.of("Marie-Hélène")).isEqualTo("Marie-Hélène");
        assertThat(MixedCase.of("D'ARTAGNAN")).isEqualTo("D'Artagnan");
    }

    @Test
    void departmentsComeFromThePostcodeWhereNoneIsGiven() {
        assertThat(Place.ofPostcode("69003")).isEqualTo("69");
        assertThat(Place.ofPostcode("97400")).isEqualTo("974");
        assertThat(Place.ofPostcode("20090")).isEqualTo("2A");
        assertThat(Place.ofPostcode("20200")).isEqualTo("2B");
        assertThat(Place.ofPostcode("123")).isNull();
    }

    @Test
    void identifierTypesAreCodesOrLabels() {
        assertThat(IdTypes.structure("SIRET", 14)).isEqualTo("3");
        assertThat(IdTypes.structure("1", 9)).isEqualTo("1");
        assertThat(IdTypes.structure("", 9)).isEqualTo("1");
        assertThat(IdTypes.structure("autre", 9)).isNull();
        assertThat(IdTypes.person("RPPS")).isEqualTo("8");
        assertThat(IdTypes.person("7")).isNull();
    }

    @Test
    void theKeyTableIsAMap() {
        var random = new Random(7);
        var table = new KeyTable(memory, 10);
        var map = new HashMap<Long, Integer>();
        for (int i = 0; i < 50_000; i++) {
            long key = random.nextInt(20_000) - 10_000L;
            int next = map.size();
            assertThat(table.find(key)).isEqualTo(map.getOrDefault(key, -1));
            assertThat(table.findOrAdd(key)).isEqualTo(map.computeIfAbsent(key, _ -> next));
        }
        assertThat(table.size()).isEqualTo(map.size());
    }

    @Test
    void numbersOutsideTheHeapGrowAndAreGivenBack() {
        try (var own = new OffHeap()) {
            var ints = own.ints(2);
            ints.set(1, 7);
            ints.grow(100);
            assertThat(ints.get(1)).isEqualTo(7);
            assertThat(ints.get(99)).isZero();
            var longs = own.longs(3);
            longs.set(2, -1);
            longs.anew(5);
            assertThat(longs.get(2)).isZero();
            assertThat(longs.length()).isEqualTo(5);
            own.close();
            assertThatIllegalStateException().as("nothing is left of it").isThrownBy(() -> longs.get(0));
        }
    }

    @Test
    void leadingZerosOfNationalNumbersCount() {
        var keys = new NationalKeys(new Hashes(1));
        assertThat(key(keys, "0123")).isNotEqualTo(key(keys, "123")).isNotEqualTo(key(keys, "00123"));
        assertThat(key(keys, "R99000000000001")).isNegative();
        assertThat(key(keys, "499700000013018")).isPositive();
    }

    private static long key(NationalKeys keys, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return keys.of(bytes, 0, bytes.length);
    }

    @Test
    void aSituationIsFoundByPlaceAndAmongSeveralByProfession() {
        var places = new Places(memory, new Hashes(1), 2);
        assertThat(places.find(1, 2, 10)).isEqualTo(Places.NONE);
        places.add(1, 2, 10, 7);
        assertThat(places.find(1, 2, 50)).isEqualTo(7);
        places.add(1, 2, 50, 8);
        assertThat(places.find(1, 2, 50)).isEqualTo(8);
        assertThat(places.find(1, 2, 60)).isEqualTo(Places.SHARED);
    }

    @Test
    void aNumberThatTwoStructuresShareNamesNeither() {
        var aliases = new Aliases(memory, 4);
        aliases.add(5, 1);
        assertThat(aliases.find(5)).isEqualTo(1);
        aliases.add(5, 2);
        assertThat(aliases.find(5)).isNegative();
    }
}
