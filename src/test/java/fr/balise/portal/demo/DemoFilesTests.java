package fr.balise.portal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.Luhn;
import fr.balise.kernel.MailAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFilesTests {
    private final DemoWorld world = DemoWorld.read();
    private final DemoFiles files = new DemoFiles(world);
    private final LocalDate day = LocalDate.of(2026, 11, 24);

    @TempDir
    Path folder;

    @Test
    void theWorldIsAsLargeAsPromised() {
        assertThat(world.people()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(world.structures()).hasSizeGreaterThanOrEqualTo(25);
        assertThat(world.mailboxes()).hasSizeGreaterThanOrEqualTo(90);
    }

    @Test
    void everyNumberIsInventedAndKeepsItsKey() {
        assertThat(world.people().values())
                .allSatisfy(p -> assertThat(p.rpps().value()).startsWith("997").matches(Luhn::holds));
        assertThat(world.structures().values())
                .allSatisfy(s ->
                        assertThat(s.nationalId().substring(1)).startsWith("99").matches(Luhn::holds));
        assertThat(world.structures().values().stream().map(DemoWorld.Structure::nationalId))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyMailboxIsAnAddressOfItsOwnOnKnownCarriers() {
        var keys = new HashSet<String>();
        assertThat(world.mailboxes()).allSatisfy(m -> {
            assertThat(keys.add(MailAddress.parse(m.address()).key())).isTrue();
            assertThat(m.person() == null || world.people().containsKey(m.person()))
                    .isTrue();
            assertThat(m.structure() == null || world.structures().containsKey(m.structure()))
                    .isTrue();
            assertThat(m.person() != null || m.structure() != null).isTrue();
        });
    }

    @Test
    void theMainDoctorHasFiveMailboxesInThreeSituationsAtThreeOperators() {
        var own = world.mailboxes().stream()
                .filter(m -> "lefevre".equals(m.person()))
                .toList();
        assertThat(own).hasSize(5);
        assertThat(own.stream().map(m -> m.address().replaceAll(".*@", "")).distinct())
                .hasSize(3);
        assertThat(own.stream().filter(m -> m.structure() == null)).hasSize(1);
        assertThat(world.person("lefevre").activities()).hasSize(3);
    }

    @Test
    void eachRowHasAsManyCellsAsTheHeading() throws IOException {
        for (var file : files.write(folder, day, 0, Set.of())) {
            var lines = Files.readAllLines(file);
            assertThat(lines.stream()
                            .map(l -> l.chars().filter(c -> c == '|').count())
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void oneDayChangesLessThanTheGuardAllows() throws IOException {
        for (int number = 1; number < DemoFiles.AGES.size(); number++)
            for (int table = 0; table < 4; table++) {
                var before = rows(number - 1).get(table);
                var after = rows(number).get(table);
                var differing = before.stream().filter(l -> !after.contains(l)).count()
                        + after.stream().filter(l -> !before.contains(l)).count();
                assertThat(differing).isLessThanOrEqualTo(before.size() / 20);
            }
    }

    @Test
    void aWithdrawnMailboxIsNoLongerPublished() throws IOException {
        var file = files.write(folder, day, 3, Set.of("c.lefevre@ch-estuaire-demo.mssante.fr"))
                .getFirst();
        assertThat(Files.readString(file)).doesNotContain("c.lefevre@").contains("dr.lefevre@");
    }

    private List<List<String>> rows(int number) throws IOException {
        var written = files.write(folder.resolve("" + number), day, number, Set.of());
        return List.of(
                Files.readAllLines(written.get(0)),
                Files.readAllLines(written.get(1)),
                Files.readAllLines(written.get(2)),
                Files.readAllLines(written.get(3)));
    }
}
