package fr.balise.bench;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.Luhn;
import fr.balise.kernel.MailAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NationalDirectoryTests {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 2);
    private static final int ADDRESS = 1;
    private static final int PERSON = 4;

    @TempDir
    Path folder;

    private Path other;

    @BeforeEach
    void secondFolder() throws IOException {
        other = Files.createDirectory(folder.resolve("other"));
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        assertThat(directory(7).writeMailboxes(folder, DAY))
                .hasSameBinaryContentAs(directory(7).writeMailboxes(other, DAY));
        assertThat(directory(7).writeActivities(folder, DAY))
                .hasSameBinaryContentAs(directory(7).writeActivities(other, DAY));
    }

    @Test
    void anotherSeedGivesAnotherDirectory() throws IOException {
        assertThat(Files.mismatch(
                        directory(7).writeMailboxes(folder, DAY), directory(8).writeMailboxes(other, DAY)))
                .isNotNegative();
    }

    @Test
    void eachRowHasTheColumnsThatArePublished() throws IOException {
        var directory = directory(7);
        assertThat(rows(directory.writeMailboxes(folder, DAY))).hasSize(3000).allMatch(r -> r.length == 31);
        assertThat(rows(directory.writeActivities(folder, DAY)))
                .hasSize(9000)
                .allMatch(r -> r.length == 57 && r[56].isEmpty());
        assertThat(rows(directory.writeSkills(folder, DAY))).isNotEmpty().allMatch(r -> r.length == 14);
        assertThat(rows(directory.writeDiplomas(folder, DAY))).isNotEmpty().allMatch(r -> r.length == 14);
    }

    @Test
    void numbersHaveTheirKeyAndCannotBeReal() throws IOException {
        for (var row : rows(directory(7).writeActivities(folder, DAY))) {
            assertThat(row[1]).startsWith("997").matches(Luhn::holds);
            assertThat(row[2]).isEqualTo("8" + row[1]);
            if (!row[21].isEmpty())
                assertThat(row[21]).startsWith("99").hasSize(9).matches(Luhn::holds);
            if (!row[22].isEmpty())
                assertThat(row[22]).startsWith("99").hasSize(9).matches(Luhn::holds);
            if (!row[19].isEmpty())
                assertThat(row[19]).startsWith("000").hasSize(14).matches(Luhn::holds);
        }
    }

    @Test
    void bothFilesTellTheSameOfAPerson() throws IOException {
        var directory = directory(7);
        var named = new HashMap<String, String>();
        for (var row : rows(directory.writeActivities(folder, DAY))) named.put(row[2], row[7] + "|" + row[9]);
        var holders = rows(directory.writeMailboxes(folder, DAY)).stream()
                .filter(r -> r[0].equals("PER"))
                .toList();
        assertThat(holders).hasSizeGreaterThan(2000);
        var known = holders.stream().filter(r -> named.containsKey(r[PERSON])).toList();
        assertThat(known).hasSizeGreaterThan(holders.size() * 9 / 10);
        assertThat(known).allMatch(r -> named.get(r[PERSON]).equals(r[9] + "|" + r[13]));
    }

    @Test
    void anAddressIsOneMailboxAndCanBeOnTwoPlaces() throws IOException {
        var owners = owners(directory(7).writeMailboxes(folder, DAY));
        owners.keySet()
                .forEach(address -> assertThat(MailAddress.parse(address).key())
                        .isEqualTo(address)
                        .endsWith("-synthese.mssante.fr"));
        assertThat(owners.values()).allMatch(o -> o.size() == 1);
    }

    @Test
    void manyPeopleShareTheirName() throws IOException {
        var names = new HashMap<String, Set<String>>();
        for (var row : rows(new NationalDirectory(7, 0, 60_000).writeActivities(folder, DAY)))
            names.computeIfAbsent(row[7] + " " + row[8], _ -> new HashSet<>()).add(row[1]);
        assertThat(names.values().stream()
                        .filter(n -> n.size() > 1)
                        .mapToInt(Set::size)
                        .sum())
                .isGreaterThan(1500);
    }

    @Test
    void theNextDayDiffersByOnePercent() throws IOException {
        var today = new NationalDirectory(7, 20_000, 0);
        var before = Set.copyOf(Files.readAllLines(today.writeMailboxes(folder, DAY)));
        var after = Set.copyOf(Files.readAllLines(today.nextDay(1).writeMailboxes(other, DAY.plusDays(1))));
        assertThat(before.stream().filter(r -> !after.contains(r)).count()).isBetween(60L, 340L);
        assertThat(after.stream().filter(r -> !before.contains(r)).count()).isBetween(60L, 340L);
    }

    @Test
    void nobodyIsGivenTheAddressOfOneWhoLeft() throws IOException {
        var today = new NationalDirectory(7, 20_000, 0);
        var before = owners(today.writeMailboxes(folder, DAY));
        var after = owners(today.nextDay(5).writeMailboxes(other, DAY.plusDays(1)));
        assertThat(before.keySet()).anyMatch(address -> !after.containsKey(address));
        after.forEach((address, owner) ->
                assertThat(before.getOrDefault(address, owner)).isEqualTo(owner));
    }

    private static NationalDirectory directory(long seed) {
        return new NationalDirectory(seed, 3000, 9000);
    }

    /** Whose each address is: a person, or a structure. */
    private static Map<String, Set<String>> owners(Path file) throws IOException {
        var owners = new HashMap<String, Set<String>>();
        for (var row : rows(file))
            owners.computeIfAbsent(row[ADDRESS], _ -> new HashSet<>())
                    .add(row[PERSON].isEmpty() ? row[6] : row[PERSON]);
        return owners;
    }

    private static List<String[]> rows(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.skip(1).map(line -> line.split("\\|", -1)).toList();
        }
    }
}
