package fr.balise.directory.store;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.Carrier;
import fr.balise.directory.Coded;
import fr.balise.directory.Directory;
import fr.balise.directory.Listing;
import fr.balise.directory.Person;
import fr.balise.directory.Situation;
import fr.balise.directory.search.Rows;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.testing.FreshDatabase;
import java.time.LocalDate;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

@NullUnmarked
@SpringBootTest(properties = "balise.directory.search.compare=1h")
@ContextConfiguration(initializers = FreshDatabase.class)
class DirectoryModuleTests {
    private static final LocalDate GONE = LocalDate.parse("2026-11-13");

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Directory directory;

    Rows rows;
    long marie;
    long clinic;
    long situation;

    @BeforeEach
    void invent() {
        rows = new Rows(jdbc);
        rows.empty();
        clinic = rows.structure("990000017", "CLINIQUE SAINTE-ANNE", "69003", "LYON");
        marie = rows.person("99700000013", "LEFÈVRE", "Marie-Hélène");
        situation = rows.situation(marie, clinic, "10", "SM04");
    }

    @Test
    void aPersonIsFoundByNumberAndById() {
        var found = directory.person(new NationalPersonId("899700000013"));
        assertThat(found).isEqualTo(directory.person(marie)).hasValueSatisfying(p -> {
            assertThat(p.fullName()).isEqualTo("Marie-Hélène LEFÈVRE");
            assertThat(p.civility()).isEqualTo("DR");
            assertThat(p.presence().present()).isTrue();
        });
        assertThat(directory.person(new NationalPersonId("899700000021"))).isEmpty();
        assertThat(directory.person(-1)).isEmpty();
    }

    @Test
    void aStructureIsFoundByNumberAndById() {
        assertThat(directory.structure("1990000017"))
                .isEqualTo(directory.structure(clinic))
                .hasValueSatisfying(s -> {
                    assertThat(s.finess()).isEqualTo("990000017");
                    assertThat(s.address().city()).isEqualTo("LYON");
                    assertThat(s.brand()).isNull();
                });
        assertThat(directory.structure("1990000025")).isEmpty();
    }

    @Test
    void whatLeftTheFilesIsAnsweredWithTheDaySinceWhen() {
        long box = rows.box("a@a.mssante.fr", "PER", marie, clinic, situation);
        for (var table : new String[] {"person", "structure", "situation", "address", "attachment"})
            rows.run("update directory.%s set gone_since = '2026-11-13'".formatted(table));
        assertThat(directory.person(marie).orElseThrow().presence().goneSince()).isEqualTo(GONE);
        assertThat(directory.structure(clinic).orElseThrow().presence().goneSince())
                .isEqualTo(GONE);
        var left = directory.situations(marie).getFirst();
        assertThat(left.presence().goneSince()).isEqualTo(GONE);
        assertThat(left.structure().presence().goneSince()).isEqualTo(GONE);
        var listing = directory.listingsOfPerson(marie).getFirst();
        assertThat(listing.attachment()).isEqualTo(box);
        assertThat(listing.presence().goneSince()).isEqualTo(GONE);
        assertThat(listing.addressPresence().goneSince()).isEqualTo(GONE);
    }

    @Test
    void codesCarryTheirLabels() {
        rows.run("insert into directory.label values ('TRE_R23-ModeExercice', 'S', 'Salarié')");
        rows.run("update directory.situation set mode = 'S', role = 'FON-99', skills = '{S:SM04,CEX:C99}'");
        assertThat(directory.situation(situation)).hasValueSatisfying(s -> {
            assertThat(s.profession()).isEqualTo(new Coded("TRE_G15-ProfessionSante", "10", "Médecin"));
            assertThat(s.mode()).isEqualTo(new Coded("TRE_R23-ModeExercice", "S", "Salarié"));
            assertThat(s.role()).isEqualTo(new Coded("TRE_R21-Fonction", "FON-99", "FON-99"));
            assertThat(s.sector()).isNull();
            assertThat(s.skills())
                    .extracting(Coded::label)
                    .containsExactly("Cardiologie et maladies vasculaires", "C99");
            assertThat(s.source()).isEqualTo(Situation.Source.ACTIVITY);
        });
    }

    @Test
    void aSituationMayHaveNoPlace() {
        long nowhere = rows.situation(marie, null, "10", "SM54");
        assertThat(directory.situations(marie)).extracting(Situation::id).containsExactly(situation, nowhere);
        assertThat(directory.situation(nowhere).orElseThrow().structure()).isNull();
    }

    @Test
    void everyKindOfCarrierIsTold() {
        rows.box("alone@a.mssante.fr", "PER", marie, null, null);
        rows.box("there@a.mssante.fr", "PER", marie, clinic, situation);
        rows.box("team@a.mssante.fr", "ORG", null, clinic, null);
        assertThat(directory.listingsOfPerson(marie))
                .extracting(Listing::carrier)
                .containsExactly(new Carrier.OfPerson(marie), new Carrier.OfSituation(marie, clinic, situation));
        assertThat(directory.listingsOfStructure(clinic)).singleElement().satisfies(l -> {
            assertThat(l.carrier()).isEqualTo(new Carrier.OfStructure(clinic));
            assertThat(l.type()).isEqualTo(MailboxType.ORG);
            assertThat(l.origin()).isEqualTo(Listing.Origin.NATIONAL);
            assertThat(l.rank()).isNull();
        });
    }

    @Test
    void whatBaliseSaysOfAnAddressStandsInPlaceOfTheNationalRow() {
        rows.box("There@a.mssante.fr", "PER", marie, clinic, situation);
        rows.run(
                "insert into directory.attachment (address_id, person_id, structure_id, situation_id, source, rank, unlisted,"
                        + " first_seen, updated_at) select address_id, person_id, structure_id, situation_id, 'local', 1, true,"
                        + " '2026-11-12', now() from directory.attachment");
        assertThat(directory.listings(MailAddress.parse("there@A.mssante.fr")))
                .singleElement()
                .satisfies(l -> {
                    assertThat(l.origin()).isEqualTo(Listing.Origin.LOCAL);
                    assertThat(l.rank()).isEqualTo(1);
                    assertThat(l.unlisted()).isTrue();
                    assertThat(l.address().localPart()).isEqualTo("There");
                });
        rows.run("update directory.attachment set gone_since = '2026-11-13' where source = 'local'");
        assertThat(directory.listingsOfPerson(marie))
                .singleElement()
                .satisfies(l -> assertThat(l.presence().present()).isFalse());
    }

    @Test
    void anotherCarrierOfTheSameAddressKeepsItsNationalRow() {
        rows.box("team@a.mssante.fr", "ORG", null, clinic, null);
        rows.run("insert into directory.attachment (address_id, person_id, source, first_seen, updated_at)"
                + " select address_id, " + marie + ", 'local', '2026-11-12', now() from directory.attachment");
        assertThat(directory.listings(MailAddress.parse("team@a.mssante.fr")))
                .extracting(Listing::origin)
                .containsExactly(Listing.Origin.NATIONAL, Listing.Origin.LOCAL);
    }

    @Test
    void homonymsHaveTheSameNameAndALikeFirstName() {
        long short_ = rows.person("99700000021", "LEFEVRE", "Marie");
        long slip = rows.person("99700000039", "Lefèvre", "Marie-Hélne");
        long unknown = rows.person("99700000047", "LEFEVRE", "");
        rows.run("update directory.person set given = null where id = ?", unknown);
        rows.person("99700000054", "LEFEVRE", "Jean");
        rows.person("99700000062", "LEFEVRE-MARIN", "Marie");
        rows.person("99700000070", "LEFEVRES", "Marie");
        long gone = rows.person("99700000088", "LEFEVRE", "Marie");
        rows.run("update directory.person set gone_since = '2026-11-13' where id = ?", gone);
        assertThat(directory.homonyms(marie)).extracting(Person::id).containsExactlyInAnyOrder(short_, slip, unknown);
    }

    @Test
    void theAgeIsThatOfTheFilesApplied() {
        assertThat(directory.beginning()).isEmpty();
        assertThat(directory.age().mailboxes()).isNull();
        rows.load("2026-11-01");
        long second = rows.load("2026-11-12");
        rows.run(
                "insert into directory.load_file (load_id, source, name, as_of) values (?, 'activity', 'y', '2026-11-11')",
                second);
        rows.run("update directory.load set state = 'held' where id = ?", rows.load("2026-11-20"));
        assertThat(directory.beginning()).contains(LocalDate.parse("2026-11-01"));
        assertThat(directory.age().mailboxes()).isEqualTo("2026-11-12");
        assertThat(directory.age().activities()).isEqualTo("2026-11-11");
    }
}
