package fr.balise.directory.load;

import static fr.balise.directory.load.Given.accepted;
import static fr.balise.directory.load.Given.file;
import static fr.balise.directory.load.Given.load;
import static fr.balise.directory.load.Given.mailboxes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.directory.LoadReport;
import fr.balise.directory.LoadReport.State;
import fr.balise.directory.Loads;
import fr.balise.testing.FreshDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/** A load that the guard holds waits for its decision, whatever happens on the way. */
@NullUnmarked
@SpringBootTest(properties = "balise.directory.search.compare=1h")
@ContextConfiguration(initializers = FreshDatabase.class)
class HeldLoadModuleTests {
    @Autowired
    Loads loads;

    @Autowired
    LoadBook book;

    @Autowired
    LoadLeftovers leftovers;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource database;

    @BeforeEach
    void empty() {
        Given.empty(jdbc);
    }

    @AfterEach
    void nothingFails() {
        jdbc.sql("drop trigger if exists full_disk on directory.history").update();
    }

    @Test
    void aHeldLoadWhoseProcessDiedWhileItWasBroughtInWaitsAgainAfterTheStart() throws Exception {
        var held = held();
        assertThat(book.resume(held.load())).isTrue(); // accepted, and killed from here on
        leftovers.clean();
        waitsAsBefore(held);
        canBeAccepted(held);
    }

    @Test
    void theNextLoadFindsItOutTooIfNobodyStartsAnything() {
        var held = held();
        assertThat(book.resume(held.load())).isTrue();
        assertThat(load(loads, file(NationalSample.name(3, "txt"), List.of("not a heading")))
                        .state())
                .isEqualTo(State.REFUSED);
        waitsAsBefore(held);
        canBeAccepted(held);
    }

    @Test
    void aLoadOfOtherFilesLeavesItToItsDecisionAndOneOfTheSameKindOvertakesIt() throws Exception {
        var held = held();
        assertThat(accepted(loads, skills(40)).applied()).isTrue();
        waitsAsBefore(held);
        assertThat(load(loads, mailboxes(3, 0, 100, "Zoé")).applied()).isTrue();
        assertThat(book.find(held.load())).get().returns(State.ABANDONED, LoadReport::state);
        assertThat(loads.accept(held.load(), "account:1").state()).isEqualTo(State.REFUSED);
    }

    @Test
    void aHeldLoadThatFailsWhileItIsBroughtInWaitsAgain() {
        var held = held();
        jdbc.sql("""
                create or replace function directory.full_disk() returns trigger language plpgsql as
                $$ begin raise exception 'no space left on device'; end $$""").update();
        jdbc.sql("create trigger full_disk before insert on directory.history execute function directory.full_disk()")
                .update();
        assertThatThrownBy(() -> loads.accept(held.load(), "account:1")).hasMessageContaining("no space left");
        waitsAsBefore(held);
        nothingFails();
        canBeAccepted(held);
    }

    @Test
    void aLoadThatNobodyHadHeldIsAbandonedWhenItsProcessDies() throws Exception {
        var dead = book.begin(java.time.Instant.now());
        leftovers.clean();
        assertThat(book.find(dead)).get().returns(State.ABANDONED, LoadReport::state);
    }

    @Test
    void aDeadLoadIsLookedForAgainWhileTheDatabaseStillHoldsItsLock() throws Exception {
        var dead = book.begin(java.time.Instant.now());
        try (var _ = LoadLock.tryTake(database)) {
            assertThat(leftovers.clean()).isFalse();
            assertThat(book.anyRuns()).isTrue();
        }
        assertThat(leftovers.clean()).isTrue();
        assertThat(book.find(dead)).get().returns(State.ABANDONED, LoadReport::state);
    }

    @Test
    void filesOfOneNameInDifferentFoldersAreOneLoadAndAreHeldBoth() throws Exception {
        assertThat(accepted(loads, named(40), skills(40)).applied()).isTrue();
        var held = load(loads, named(20), skills(20));
        assertThat(held.state()).isEqualTo(State.HELD);
        assertThat(held.files()).extracting(LoadReport.File::source).containsExactly("export.txt", "export.txt");
        assertThat(held.files())
                .extracting(f -> Files.readAllLines(f.rejects()).getFirst().split("\t")[0])
                .as("each has its own report of rejected rows")
                .containsExactly("22", "2");
        assertThat(loads.accept(held.load(), "account:1").state()).isEqualTo(State.APPLIED);
        assertThat(count("select count(*) from directory.address where gone_since is null"))
                .isEqualTo(20);
        assertThat(count("select count(*) from directory.qualification")).isEqualTo(20);
    }

    private LoadReport held() {
        load(loads, mailboxes(1, 0, 100, "Zoé"));
        var held = load(loads, mailboxes(2, 0, 70, "Zoé"));
        assertThat(held.state()).isEqualTo(State.HELD);
        return held;
    }

    private void waitsAsBefore(LoadReport held) {
        assertThat(book.find(held.load())).contains(held);
        assertThat(count("select count(*) from directory.address where gone_since is null"))
                .isEqualTo(100);
    }

    private void canBeAccepted(LoadReport held) {
        var report = loads.accept(held.load(), "account:1");
        assertThat(report.reason()).isNull();
        assertThat(report).returns(State.APPLIED, LoadReport::state).returns(held.files(), LoadReport::files);
        assertThat(count("select count(*) from directory.address where gone_since is null"))
                .isEqualTo(70);
    }

    private static Path named(int to) {
        var lines = NationalSample.lines(0, to, "Zoé");
        lines.add("too short");
        return file("export.txt", lines);
    }

    private static Path skills(int to) throws Exception {
        var lines = new java.util.ArrayList<String>();
        lines.add(Files.readAllLines(Given.sample("PS_LibreAcces_SavoirFaire_202607010800.txt"))
                .getFirst());
        lines.add("too short as well");
        for (int i = 0; i < to; i++)
            lines.add("8|%1$s|8%1$s|ESSAI|Zoé|10|Médecin|C|Civil|S|Spécialité ordinale|SM54|Médecine Générale (SM)|"
                    .formatted(NationalSample.rpps(i)));
        return file("export.txt", lines);
    }

    private int count(String sql) {
        return jdbc.sql(sql).query(Integer.class).single();
    }
}
