package fr.balise.directory.load;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.LoadReport;
import fr.balise.directory.Loads;
import fr.balise.directory.load.HostileFiles.Hostile;
import fr.balise.directory.load.HostileFiles.Reply;
import fr.balise.testing.FreshDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/** Broken and hostile files at the door of the import: the reply, the state afterwards, and that the door still serves. */
@NullUnmarked
@SpringBootTest(properties = "balise.directory.search.compare=1h")
@ContextConfiguration(initializers = FreshDatabase.class)
class HostileFilesModuleTests {
    private static final int ROWS_OF_A_MEBIBYTE = 12_000;
    private static final long SEED = Long.getLong("balise.seed", System.nanoTime());

    @Autowired
    Loads loads;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource database;

    @BeforeEach
    void theDirectoryOfTheFirstDay() {
        Given.empty(jdbc);
        assertThat(loadGood(1).applied()).isTrue();
    }

    static List<Hostile> files() {
        System.out.println("hostile files: seed " + SEED);
        return HostileFiles.all(new Random(SEED));
    }

    @Test
    void thereAreAtLeastTwentyClasses() {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(files().stream().map(Hostile::what)).doesNotHaveDuplicates();
    }

    @Test
    void aLargePlainFileWhoseLastLineHasNoEndIsCutAndAnEditedOneIsNot() {
        var good = NationalSample.lines(0, ROWS_OF_A_MEBIBYTE, "Essai");
        assertThat(withoutEnd(good.subList(0, 4)).applied()).isTrue();
        Given.empty(jdbc);
        assertThat(withoutEnd(good).state()).isEqualTo(LoadReport.State.REFUSED);
        assertThat(withoutEnd(good).reason()).contains("incomplet");
    }

    @Test
    void aSmallPlainFileThatStopsInsideItsLastCellIsCut() {
        var good = new ArrayList<>(NationalSample.lines(0, 4, "Essai"));
        good.replaceAll(line -> line.equals(NationalSample.HEADING) ? line : line + "FRANCE");
        assertThat(withoutEnd(good).applied()).isTrue();
        for (int missing = 1; missing < "FRANCE".length(); missing++) {
            var cut = new ArrayList<>(good);
            cut.set(4, cut.get(4).substring(0, cut.get(4).length() - missing));
            var report = withoutEnd(cut);
            assertThat(report.state()).isEqualTo(LoadReport.State.REFUSED);
            assertThat(report.reason()).containsPattern("last line|dernière ligne");
        }
    }

    private LoadReport withoutEnd(List<String> lines) {
        var content = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return Given.accepted(loads, Given.file(NationalSample.name(2, "txt"), content));
    }

    @ParameterizedTest
    @MethodSource("files")
    void isAnsweredWithoutHarm(Hostile hostile) throws Exception {
        var before = view();
        var report = Given.load(loads, Given.file(hostile.name(), hostile.content()));
        if (hostile.reply() == Reply.REFUSED) {
            assertThat(report.applied()).isFalse();
            assertThat(report.reason()).isNotBlank().contains(" ").doesNotContain("directory.load");
            assertThat(view()).isEqualTo(before);
            assertThat(loadGood(2).applied()).as("the door still serves").isTrue();
        } else {
            assertThat(report.reason()).isNull();
            assertThat(report.files().getFirst().rejected()).isEqualTo(hostile.reply() == Reply.ROW_REJECTED ? 1 : 0);
            if (hostile.reply() == Reply.ROW_REJECTED) theReportDoesNotRepeatTheRow(report);
            assertThat(view()).isEqualTo(viewOfTheGoodDay(2));
        }
        assertThat(jdbc.sql("select count(*) from directory.load where state = 'staging'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static void theReportDoesNotRepeatTheRow(LoadReport report) throws Exception {
        var text = Files.readString(report.files().getFirst().rejects());
        assertThat(text).hasLineCount(1).doesNotContain("@", "drop table", "<script>");
        assertThat(Long.parseLong(text.split("\t")[0])).isEqualTo(HostileFiles.ROWS / 2 + 1);
    }

    private String viewOfTheGoodDay(int day) throws SQLException {
        Given.empty(jdbc);
        loadGood(1);
        loadGood(day);
        return view();
    }

    private LoadReport loadGood(int day) {
        var content = HostileFiles.good().getBytes(StandardCharsets.UTF_8);
        return Given.load(loads, Given.file(NationalSample.name(day, "txt"), content));
    }

    private String view() throws SQLException {
        try (var connection = database.getConnection()) {
            return ReaderView.hash(connection);
        }
    }
}
