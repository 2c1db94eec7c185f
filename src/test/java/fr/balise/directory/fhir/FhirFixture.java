package fr.balise.directory.fhir;

import fr.balise.directory.search.Rows;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A small invented directory: a doctor with two situations, a nurse, someone who left, a hospital and a site of it, and mailboxes
 * of every kind.
 */
@NullUnmarked
@TestComponent
public class FhirFixture {
    public final Rows rows;
    public long camille;
    public long lise;
    long gone;
    public long hospital;
    public long site;
    public long practice;
    public long atPractice;
    public long atSite;
    long nurseAtSite;
    long boxAtPractice;
    long teamBox;

    FhirFixture(JdbcClient jdbc) {
        rows = new Rows(jdbc);
    }

    public void invent() {
        rows.empty();
        hospital = rows.structure("990000028", "CH FICTIF", "69003", "LYON");
        site = rows.structure("990000010", "HÔPITAL SAINT-ROCH", "69003", "LYON");
        practice = rows.structure("990000036", "CABINET DU PARC", "75011", "PARIS");
        rows.run(
                "update directory.structure set finess_legal = '990000028', sector = 'SA01', siret = '99000001000019', siren = '990000010',"
                        + " technical_id = 'F990000010', phone = '0199000000', brand = 'Roch', line = '1 AV DES ESSAIS', department = '69' where id = ?",
                site);
        camille = rows.person("99700000013", "LECLERC-ESSAI", "Camille");
        lise = rows.person("99700000021", "D'AUBIGNÉ", "Lise-Marie");
        gone = rows.person("99700000054", "PARTIE", "Jeanne");
        rows.run("update directory.person set gone_since = '2026-11-12' where id = ?", gone);
        atPractice = rows.situation(camille, practice, "10", "SM54");
        atSite = rows.situation(camille, site, "10", "SM04");
        nurseAtSite = rows.situation(lise, site, "60", "SM54");
        rows.run(
                "update directory.situation set kind = 'GENR01', mode = 'S', role = 'FON-01', authority = 'CNOM/CNOM/ARS' where id = ?",
                atSite);
        rows.run("insert into directory.label values ('TRE_R23-ModeExercice', 'S', 'Salarié')");
        rows.run("insert into directory.qualification values (?, 'diploma', '10', 'DE', 'DE09')", camille);
        rows.box("Camille.Leclerc@a.mssante.fr", "PER", camille, null, null);
        boxAtPractice = rows.box("camille.leclerc@b.mssante.fr", "PER", camille, practice, atPractice);
        rows.box("lise@a.mssante.fr", "PER", lise, site, nurseAtSite);
        teamBox = rows.box("cardiologie@ch.mssante.fr", "ORG", null, site, null);
        rows.run(
                "update directory.attachment set service = 'Cardiologie', description = 'Courriers', responsible = 'Mme X', rank = 1 where id = ?",
                teamBox);
        rows.load("2026-11-12");
    }
}
