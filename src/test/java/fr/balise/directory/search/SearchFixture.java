package fr.balise.directory.search;

import java.util.concurrent.Callable;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A small invented directory, searchable: two homonyms by sound, one of them at two places, and a clinic with a mailbox. */
@NullUnmarked
@TestComponent
public class SearchFixture {
    final Rows rows;
    final SearchIndex index;
    long lefevre;
    long lefebvre;
    long clinic;
    long clinicBox;

    SearchFixture(JdbcClient jdbc, SearchIndex index) {
        this.index = index;
        rows = new Rows(jdbc);
    }

    public void invent() {
        rows.empty();
        clinic = rows.structure("990000017", "CLINIQUE SAINTE-ANNE", "69003", "LYON");
        long practice = rows.structure("990000025", "CABINET DU PARC", "75011", "PARIS");
        lefevre = rows.person("99700000013", "LEFÈVRE", "Marie-Hélène");
        long atClinic = rows.situation(lefevre, clinic, "10", "SM04");
        long atPractice = rows.situation(lefevre, practice, "10", "SM04");
        rows.box("marie-helene.lefevre@a.mssante.fr", "PER", lefevre, clinic, atClinic);
        rows.box("mh.lefevre@b.mssante.fr", "PER", lefevre, practice, atPractice);
        rows.box("lefevre@c.mssante.fr", "PER", lefevre, null, null);
        lefebvre = rows.person("99700000021", "LEFEBVRE", "Marie");
        rows.situation(lefebvre, practice, "10", "SM54");
        rows.person("99700000039", "D'HAUTEVILLE", "Jean");
        clinicBox = rows.box("Accueil@clinique.mssante.fr", "ORG", null, clinic, null);
        rows.load("2026-11-12");
        index.bringInLine();
    }

    public Rows rows() {
        return rows;
    }

    public long lefevre() {
        return lefevre;
    }

    public long clinic() {
        return clinic;
    }

    /** Brings the index in line at once. */
    public void look() {
        index.bringInLine();
    }

    /** Runs with no index at hand. */
    public void withoutIndex(Callable<?> work) throws Exception {
        index.stop();
        try {
            work.call();
        } finally {
            index.start();
        }
    }
}
