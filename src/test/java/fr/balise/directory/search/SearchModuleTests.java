package fr.balise.directory.search;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.LoadApplied;
import fr.balise.directory.search.SearchRequest.Filter;
import fr.balise.kernel.MailboxType;
import fr.balise.testing.FreshDatabase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

@NullUnmarked
@SpringBootTest(properties = "balise.directory.search.compare=1h")
@ContextConfiguration(initializers = FreshDatabase.class)
@Import(SearchFixture.class)
class SearchModuleTests {
    @Autowired
    SearchFixture fixture;

    @Autowired
    DirectorySearch search;

    @Autowired
    SearchIndex index;

    @Autowired
    ApplicationEventPublisher events;

    Rows rows;
    long lefevre;
    long lefebvre;
    long clinic;
    long clinicBox;

    @BeforeEach
    void invent() {
        fixture.invent();
        rows = fixture.rows;
        lefevre = fixture.lefevre;
        lefebvre = fixture.lefebvre;
        clinic = fixture.clinic;
        clinicBox = fixture.clinicBox;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lefèvre marie-hélène lyon",
                "lefevre marie helene lyon",
                "lyon cardio lefev",
                "cardiologue lyon lefevre",
                "Dr LEFEVRE Marie Helene",
                "lefevre clinique st anne",
                "lefevre clinique sainte anne lyon",
                "69003 lefevre",
                "lefvere marie helene",
                "lefever mari helene",
                "99700000013",
                "899700000013",
                "marie-helene.lefevre@a.mssante.fr",
                "MARIE-HELENE.LEFEVRE@A.MSSANTE.FR",
                "marie-helene.lefevre",
                "@a.mssante.fr",
            })
    void thePersonMeantComesFirst(String typed) {
        assertThat(found(typed).getFirst().person())
                .isNotNull()
                .extracting(Hit.Who::id)
                .isEqualTo(lefevre);
    }

    @Test
    void aNameWithAnApostropheIsFoundInEverySpelling() {
        for (var typed : List.of(
                "d'hauteville", "D’Hauteville", "hauteville", "dhautevile jean", "d hauteville", "oteville jean"))
            assertThat(found(typed))
                    .as(typed)
                    .extracting(Hit::person)
                    .extracting(Hit.Who::family)
                    .contains("D'HAUTEVILLE");
    }

    @Test
    void homonymsBySoundAreBothShownAndToldApart() {
        var hits = found("lefevre marie");
        assertThat(hits).extracting(h -> h.person().rppsEnd()).containsExactly("0013", "0021");
        assertThat(hits.getFirst().situation().specialties()).containsExactly("Cardiologie et maladies vasculaires");
        assertThat(hits.getFirst().situation().profession()).isEqualTo("Médecin");
    }

    @Test
    void aPersonIsOneHitWithTheSituationThatMatchesAndTheOthersCounted() {
        var hits = found("lefevre paris");
        assertThat(hits).filteredOn(h -> h.person().id() == lefevre).hasSize(1);
        var hit = hits.getFirst();
        assertThat(hit.situation().structure().city()).isEqualTo("PARIS");
        assertThat(hit.otherSituations()).isEqualTo(1);
        assertThat(hit.mailboxes())
                .extracting(Hit.Box::on)
                .containsExactly(Hit.On.THIS_SITUATION, Hit.On.PERSON, Hit.On.OTHER_SITUATION);
        assertThat(hit.mailboxes().getFirst().address()).isEqualTo("mh.lefevre@b.mssante.fr");
    }

    @Test
    void aStructureWithAMailboxIsAHit() {
        for (var typed :
                List.of("clinique sainte anne", "clinique ste anne lyon", "990000017", "accueil@clinique.mssante.fr")) {
            assertThat(found(typed)).as(typed).anySatisfy(h -> {
                assertThat(h.person()).isNull();
                assertThat(h.situation().structure().id()).isEqualTo(clinic);
                assertThat(h.mailboxes()).extracting(Hit.Box::address).containsExactly("Accueil@clinique.mssante.fr");
            });
        }
        assertThat(found("clinique sainte anne").getFirst().person()).isNull();
    }

    @Test
    void whatIsUnlistedOrGoneAppearsNowhere() {
        rows.run("update directory.attachment set unlisted = true where id = ?", clinicBox);
        rows.run("update directory.address set gone_since = '2026-11-13' where key = 'lefevre@c.mssante.fr'");
        rows.run("update directory.person set gone_since = '2026-11-13' where id = ?", lefebvre);
        long load = rows.load("2026-11-13");
        rows.history(load, "attachment", clinicBox);
        rows.history(load, "person", lefebvre);
        rows.history(load, "person", lefevre);
        index.bringInLine();
        assertThat(found("accueil@clinique.mssante.fr")).isEmpty();
        assertThat(found("accueil")).isEmpty();
        assertThat(found("clinique sainte anne")).noneMatch(h -> h.person() == null);
        assertThat(found("lefevre@c.mssante.fr")).isEmpty();
        assertThat(found("lefebvre marie")).extracting(h -> h.person().id()).containsExactly(lefevre);
        assertThat(found("lefevre").getFirst().mailboxes()).hasSize(2);
    }

    @Test
    void aLocalWriteIsSeenWithoutALoad() {
        rows.run(
                "update directory.attachment set source = 'local', rank = 1, updated_at = now() where id = ?",
                clinicBox);
        index.bringInLine();
        assertThat(found("accueil@clinique.mssante.fr")
                        .getFirst()
                        .mailboxes()
                        .getFirst()
                        .rank())
                .isEqualTo(1);
        rows.run(
                "update directory.attachment set unlisted = true, updated_at = clock_timestamp() where id = ?",
                clinicBox);
        index.bringInLine();
        assertThat(found("accueil@clinique.mssante.fr")).isEmpty();
    }

    @Test
    void theEventOfALoadIsEnough() throws InterruptedException {
        long load = rows.load("2026-11-13");
        rows.history(load, "person", rows.person("99700000047", "TARDIVEL", "Luc"));
        events.publishEvent(new LoadApplied(load, Instant.EPOCH));
        for (int i = 0; i < 200 && found("tardivel").isEmpty(); i++) Thread.sleep(50);
        assertThat(found("tardivel")).hasSize(1);
    }

    @Test
    void filtersNarrow() {
        assertThat(found("lefevre", new Filter("10", "SM54", null, null, false)))
                .extracting(h -> h.person().id())
                .containsExactly(lefebvre);
        assertThat(found("lefevre", new Filter(null, null, "69", null, false)))
                .extracting(h -> h.person().id())
                .containsExactly(lefevre);
        assertThat(found("marie", new Filter(null, null, null, null, true)))
                .extracting(h -> h.person().id())
                .containsExactly(lefevre);
        assertThat(found("clinique", new Filter(null, null, null, MailboxType.ORG, false)))
                .hasSize(1)
                .allMatch(h -> h.person() == null);
        assertThat(found("lefevre", new Filter("60", null, null, null, false))).isEmpty();
    }

    @Test
    void anEmptyQuestionIsAnsweredWithNothing() {
        for (var typed : List.of("", "   ", "-", "'", "*", "%", "...", "@", "\u0000", "?*"))
            assertThat(found(typed)).as(typed).isEmpty();
    }

    private List<Hit> found(String typed) {
        return found(typed, Filter.NONE);
    }

    private List<Hit> found(String typed, Filter filter) {
        return Answers.hits(search.search(new SearchRequest(typed, filter, 20)));
    }
}
