package fr.balise.directory.load;

import static fr.balise.directory.load.Given.figures;
import static fr.balise.directory.load.Given.load;
import static fr.balise.directory.load.Given.mailboxes;
import static fr.balise.directory.load.Given.sample;
import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.Directory;
import fr.balise.directory.LoadReport;
import fr.balise.directory.LoadReport.State;
import fr.balise.directory.Loads;
import fr.balise.kernel.MailAddress;
import fr.balise.testing.FreshDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

@NullUnmarked
@SpringBootTest(properties = "balise.directory.search.compare=1h")
@ContextConfiguration(initializers = FreshDatabase.class)
class MailboxLoadModuleTests {
    private static final String DAY_1 = "Extraction_Correspondance_MSSante_202607010800.txt";
    private static final String DAY_2 = "Extraction_Correspondance_MSSante_202607020800.txt";

    @Autowired
    Loads loads;

    @Autowired
    Directory directory;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    References references;

    @BeforeEach
    void empty() {
        Given.empty(jdbc);
    }

    @Test
    void theFirstDayFillsTheDirectory() {
        var report = load(loads, sample(DAY_1));
        assertThat(report.reason()).isNull();
        assertThat(report.state()).isEqualTo(State.APPLIED);
        assertThat(report.files().getFirst().rows()).isEqualTo(7);
        assertThat(report.files().getFirst().rejected()).isZero();
        assertThat(column("select national_id || ' ' || family || ' ' || given from directory.person order by 1"))
                .containsExactly("899700000013 LECLERC-ESSAI Camille", "899700000039 D'AUBIGNÉ TEST Noé");
        assertThat(
                        column(
                                "select national_id || ' ' || name || ' ' || city || ' ' || line from directory.structure order by 1"))
                .containsExactly(
                        "1990000010 CH FICTIF DE BALISE VILLETEST 1 Avenue DES ESSAIS",
                        "499700000013018 CABINET DU DR LECLERC-ESSAI TESTBOURG 12 B Rue DE L'ÉTANG");
        assertThat(column("select source || ' ' || profession || ' ' || skills[1] from directory.situation"))
                .containsExactly("mailbox 10 S:SM54", "mailbox 10 S:SM54");
        assertThat(column("select count(*)::text from directory.history")).containsExactly("0");
        assertThat(column("select label from directory.label where system = 'TRE_G15-ProfessionSante' and code = '10'"))
                .containsExactly("Médecin");
    }

    @Test
    void theFirstLoadMakesEveryIndexAndKeyAgain() {
        var definitions = """
                select pg_get_indexdef(indexrelid) || indisvalid from pg_index i join pg_class c on c.oid = i.indrelid
                 where c.relnamespace = 'directory'::regnamespace
                union all
                select conrelid::regclass || pg_get_constraintdef(oid) || convalidated from pg_constraint
                 where connamespace = 'directory'::regnamespace order by 1""";
        references.check();
        var before = column(definitions);
        load(loads, sample(DAY_1));
        assertThat(column(definitions)).as("not checked yet").isNotEqualTo(before);
        references.check();
        assertThat(column(definitions)).isEqualTo(before).hasSizeGreaterThan(40);
    }

    @Test
    void oneAddressInTwoSpellingsIsOneAddressAndOneAttachment() {
        load(loads, sample(DAY_1));
        assertThat(column("select display from directory.address where key = 'noe.d-aubigne@domain-a.mssante.fr'"))
                .containsExactly("noe.d-aubigne@domain-a.mssante.fr");
        assertThat(column("select count(*)::text from directory.attachment")).containsExactly("6");
    }

    @Test
    void theNextDayTellsWhatCameAndWhatLeft() {
        load(loads, sample(DAY_1));
        var report = load(loads, sample(DAY_2));
        assertThat(figures(report)).containsExactly("+1 ~0 -1");
        assertThat(column("""
                select h.on_date || ' ' || h.what || ' ' || a.key from directory.history h
                  join directory.address a on h.entity = 'address' and a.id = h.entity_id order by 1"""))
                .containsExactly(
                        "2026-07-02 appeared urgences@ch-fictif.mssante.fr",
                        "2026-07-02 disappeared camille.leclerc@interop-mssante.apicrypt.org");
        assertThat(column("select gone_since::text from directory.address where gone_since is not null"))
                .containsExactly("2026-07-02");
    }

    @Test
    void theSameFileAgainChangesNothing() {
        load(loads, sample(DAY_1));
        assertThat(figures(load(loads, sample(DAY_1)))).containsExactly("+0 ~0 -0");
        assertThat(column("select count(*)::text from directory.history")).containsExactly("0");
    }

    @Test
    void whatComesBackKeepsItsId() {
        load(loads, mailboxes(1, 0, 30, "Zoé"));
        var before = column("select id::text from directory.address where key = 'p29@essai.mssante.fr'");
        load(loads, mailboxes(2, 0, 29, "Zoé"));
        assertThat(column("select gone_since::text from directory.person where gone_since is not null"))
                .containsExactly("2026-11-02");
        assertThat(figures(load(loads, mailboxes(3, 0, 30, "Zoé")))).containsExactly("+1 ~0 -0");
        assertThat(
                        column(
                                "select id::text from directory.address where key = 'p29@essai.mssante.fr' and gone_since is null"))
                .isEqualTo(before);
        assertThat(column(
                        "select entity || ' ' || what from directory.history where on_date = '2026-11-03' order by 1"))
                .containsExactly("address reappeared", "attachment reappeared", "person reappeared");
    }

    @Test
    void whatComesBackIsListedSinceTheFileThatHasItAgain() {
        load(loads, mailboxes(1, 0, 30, "Zoé"));
        load(loads, mailboxes(2, 0, 29, "Zoé"));
        assertThat(listedSince(29)).hasToString("2026-11-01");
        load(loads, mailboxes(3, 0, 30, "Zoé"));
        assertThat(listedSince(29)).hasToString("2026-11-03");
        assertThat(listedSince(28)).hasToString("2026-11-01");
        load(loads, mailboxes(4, 0, 30, "Zoé"));
        assertThat(listedSince(29)).hasToString("2026-11-03");
        assertThat(column("select first_seen::text from directory.address where key = 'p29@essai.mssante.fr'"))
                .as("when the address was first seen is not forgotten")
                .containsExactly("2026-11-01");
    }

    private LocalDate listedSince(int number) {
        return directory
                .listings(MailAddress.parse("p" + number + "@essai.mssante.fr"))
                .getFirst()
                .presence()
                .firstSeen();
    }

    @Test
    void aLoadThatRemovesTooMuchIsHeldUntilItIsAccepted() {
        load(loads, mailboxes(1, 0, 100, "Zoé"));
        var held = load(loads, mailboxes(2, 0, 70, "Zoé"));
        assertThat(held.state()).isEqualTo(State.HELD);
        assertThat(held.reason()).contains("30");
        assertThat(figures(held)).containsExactly("+0 ~0 -30");
        assertThat(column("select count(*)::text from directory.address where gone_since is null"))
                .containsExactly("100");
        assertThat(loads.accept(held.load(), "account:1").state()).isEqualTo(State.APPLIED);
        assertThat(column("select count(*)::text from directory.address where gone_since is null"))
                .containsExactly("70");
        assertThat(loads.latest(1).getFirst().load()).isEqualTo(held.load());
    }

    @Test
    void aLoadThatIsGivenUpLeavesTheDirectoryAsItWas() {
        load(loads, mailboxes(1, 0, 100, "Zoé"));
        var held = load(loads, mailboxes(2, 0, 100, "Zélie"));
        assertThat(figures(held)).containsExactly("+0 ~100 -0");
        loads.decline(held.load(), "account:1");
        assertThat(loads.accept(held.load(), "account:1").applied()).isFalse();
        assertThat(column("select distinct given from directory.person")).containsExactly("Zoé");
    }

    @Test
    void aHeldLoadThatANewerOneOvertookIsForgottenWithItsFiles(@Value("${balise.data}") Path data) {
        load(loads, mailboxes(1, 0, 100, "Zoé"));
        var held = load(loads, mailboxes(2, 0, 70, "Zoé"));
        var kept = data.resolve("held").resolve(Long.toString(held.load()));
        assertThat(kept).isNotEmptyDirectory();
        load(loads, mailboxes(3, 0, 100, "Zoé"));
        assertThat(kept).doesNotExist();
        assertThat(loads.latest(2).getLast())
                .returns(held.load(), LoadReport::load)
                .returns(State.ABANDONED, LoadReport::state);
        assertThat(loads.accept(held.load(), "account:1").reason()).isNotBlank();
        assertThat(column("select count(*)::text from directory.address where gone_since is null"))
                .containsExactly("100");
    }

    @Test
    void whoAcceptsBeforehandIsNotHeld() {
        load(loads, mailboxes(1, 0, 100, "Zoé"));
        var report = loads.load(List.of(mailboxes(2, 0, 10, "Zoé")), "command-line", _ -> {});
        assertThat(report.applied()).isTrue();
        assertThat(column("select accepted_by from directory.load where id = " + report.load()))
                .containsExactly("command-line");
    }

    @Test
    void anOlderFileIsRefused() {
        load(loads, mailboxes(5, 0, 30, "Zoé"));
        var refused = load(loads, mailboxes(4, 0, 30, "Zoé"));
        assertThat(refused.state()).isEqualTo(State.REFUSED);
        assertThat(refused.reason()).contains("2026-11-04", "2026-11-05");
    }

    @Test
    void aChangedNameIsAChangeWithItsHistory() {
        load(loads, mailboxes(1, 0, 30, "Zoé"));
        var lines = NationalSample.lines(0, 29, "Zoé");
        lines.add(NationalSample.row(29, "Zélie"));
        assertThat(figures(load(loads, Given.file(NationalSample.name(2, "txt"), lines))))
                .containsExactly("+0 ~1 -0");
        assertThat(column("select before ->> 'given' || ' ' || (after ->> 'given') from directory.history"))
                .containsExactly("Zoé Zélie");
    }

    @Test
    void badRowsGoToAReportAndTheOthersAreLoaded() throws Exception {
        var report = load(loads, sample("Extraction_Correspondance_MSSante.malformed.txt"));
        var file = report.files().getFirst();
        assertThat(report.applied()).isTrue();
        assertThat(file.accepted()).isEqualTo(2);
        assertThat(file.rejected()).isEqualTo(3);
        assertThat(file.warnings()).as("the name gives no day").isPositive();
        assertThat(Files.readAllLines(file.rejects()))
                .extracting(l -> l.split("\t")[0])
                .containsExactly("3", "4", "5");
        assertThat(Files.getPosixFilePermissions(file.rejects())).hasSize(2);
    }

    @Test
    void practiceAndApplicationMailboxesAreLoadedToo() {
        load(loads, sample("Extraction_Correspondance_MSSante.with-cab-app.txt"));
        assertThat(column("select type || ' ' || count(*) from directory.address group by type order by 1"))
                .containsExactly("APP 1", "CAB 1", "ORG 1", "PER 5");
    }

    private List<String> column(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }
}
