package fr.balise.directory.web;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.LoadReport.State;
import fr.balise.directory.Loads;
import fr.balise.identity.Accounts;
import fr.balise.kernel.NationalPersonId;
import fr.balise.testing.DemoLogin;
import fr.balise.testing.FreshDatabase;
import fr.balise.testing.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

@NullUnmarked
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "balise.directory.load.guard-rows=0")
@ActiveProfiles("demo")
@ContextConfiguration(initializers = FreshDatabase.class)
class LoadPagesModuleTests {
    private static final String DOCTOR = "899700000013";
    private static final Path DAY_1 =
            Path.of("src/test/resources/national/Extraction_Correspondance_MSSante_202607010800.txt");

    @Autowired
    InstantSource clock;

    @LocalServerPort
    int port;

    @Autowired
    Loads loads;

    @Autowired
    Accounts accounts;

    @Test
    void staffSeeTheLoadsAndDecideAboutAHeldOne() throws Exception {
        var held = heldLoad();
        accounts.grantOperator(new NationalPersonId(DOCTOR), "test");
        var visitor = new Visitor(port).cookie(DemoLogin.cookie(port, DOCTOR));
        var page = visitor.get("/operateur/annuaire");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("data-load=\"" + held + "\"", "data-state=\"HELD\"", "data-test=\"load-accept\"");

        decide(visitor, held, "renoncer");
        assertThat(state(held)).isEqualTo(State.ABANDONED);
        assertThat(visitor.get("/operateur/annuaire").body()).doesNotContain("data-state=\"HELD\"");

        long again = heldLoad();
        decide(visitor, again, "accepter");
        assertThat(state(again)).isEqualTo(State.APPLIED);
        assertThat(visitor.get("/operateur/annuaire").body()).contains(name(1));
    }

    @Test
    void othersDoNotSeeThem() throws Exception {
        var visitor = new Visitor(port).cookie(DemoLogin.cookie(port, "899700000039"));
        assertThat(visitor.get("/operateur/annuaire").statusCode()).isIn(403, 404);
        assertThat(visitor.post("/operateur/annuaire/1/accepter", "").statusCode())
                .isIn(403, 404);
        assertThat(new Visitor(port).get("/operateur/annuaire").statusCode()).isNotEqualTo(200);
    }

    private void decide(Visitor visitor, long load, String act) throws Exception {
        var page = visitor.get("/operateur/annuaire");
        var answer = visitor.post("/operateur/annuaire/" + load + "/" + act, "_csrf=" + Visitor.field(page, "_csrf"));
        assertThat(answer.statusCode()).isIn(302, 303);
    }

    private State state(long load) {
        return loads.latest(20).stream()
                .filter(r -> r.load() == load)
                .findFirst()
                .orElseThrow()
                .state();
    }

    private String name(int daysFromToday) {
        var day =
                LocalDate.ofInstant(clock.instant(), ZoneId.of("Europe/Paris")).plusDays(daysFromToday);
        return "Extraction_Correspondance_MSSante_" + day.format(DateTimeFormatter.BASIC_ISO_DATE) + "0800.txt";
    }

    /** The demo has files of its own, up to yesterday: these are of later days. */
    private long heldLoad() throws IOException {
        var lines = new ArrayList<>(Files.readAllLines(DAY_1));
        var folder = Files.createTempDirectory("balise-load");
        loads.load(List.of(Files.write(folder.resolve(name(0)), lines)), "test", _ -> {});
        lines.remove(2);
        var report = loads.load(List.of(Files.write(folder.resolve(name(1)), lines)), null, _ -> {});
        assertThat(report.state()).as("%s", report.reason()).isEqualTo(State.HELD);
        return report.load();
    }
}
