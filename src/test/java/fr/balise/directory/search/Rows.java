package fr.balise.directory.search;

import org.jspecify.annotations.NullUnmarked;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts invented rows into the directory's tables. */
@NullUnmarked
public final class Rows {
    private final JdbcClient jdbc;

    public Rows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void empty() {
        for (int attempt = 1; !emptied(attempt); attempt++) {}
        label("TRE_G15-ProfessionSante", "10", "Médecin");
        label("TRE_G15-ProfessionSante", "60", "Infirmier");
        label("TRE_R38-SpecialiteOrdinale", "SM54", "Médecine générale");
        label("TRE_R38-SpecialiteOrdinale", "SM04", "Cardiologie et maladies vasculaires");
    }

    /** The search index may be reading what was written last, in another order. */
    private boolean emptied(int attempt) {
        try {
            jdbc.sql("truncate directory.history, directory.attachment, directory.address, directory.qualification,"
                            + " directory.situation, directory.structure, directory.person, directory.load_file, directory.load,"
                            + " directory.label, directory.errand restart identity cascade")
                    .update();
            return true;
        } catch (PessimisticLockingFailureException deadlock) {
            if (attempt == 10) throw deadlock;
            return false;
        }
    }

    private void label(String system, String code, String label) {
        jdbc.sql("insert into directory.label values (?, ?, ?)")
                .params(system, code, label)
                .update();
    }

    public long load(String day) {
        long load = jdbc.sql(
                        "insert into directory.load (state, started_at, applied_at) values ('applied', now(), clock_timestamp())"
                                + " returning id")
                .query(Long.class)
                .single();
        jdbc.sql("insert into directory.load_file (load_id, source, name, as_of) values (?, 'mailbox', 'x', ?::date)")
                .params(load, day)
                .update();
        return load;
    }

    public long person(String rpps, String family, String given) {
        return jdbc.sql(
                        "insert into directory.person (national_id, rpps, civility, family, given, name_key, first_seen, updated_at)"
                                + " values (?, ?, 'DR', ?, ?, ?, '2026-11-01', now()) returning id")
                .params("8" + rpps, rpps, family, given, Folding.fold(family + " " + given))
                .query(Long.class)
                .single();
    }

    public long structure(String finess, String name, String postcode, String city) {
        return jdbc.sql(
                        "insert into directory.structure (national_id, finess, name, postcode, city, department, first_seen, updated_at)"
                                + " values (?, ?, ?, ?, ?, ?, '2026-11-01', now()) returning id")
                .params("1" + finess, finess, name, postcode, city, postcode.substring(0, 2))
                .query(Long.class)
                .single();
    }

    public long situation(long person, Long structure, String profession, String skill) {
        return jdbc.sql(
                        "insert into directory.situation (person_id, structure_id, profession, skills, source, first_seen, updated_at)"
                                + " values (?, ?, ?, array[?], 'activity', '2026-11-01', now()) returning id")
                .params(person, structure, profession, "S:" + skill)
                .query(Long.class)
                .single();
    }

    public long box(String address, String type, Long person, Long structure, Long situation) {
        long id = jdbc.sql("insert into directory.address (key, display, domain, type, first_seen, updated_at)"
                        + " values (lower(?), ?, split_part(?, '@', 2), ?, '2026-11-01', now()) returning id")
                .params(address, address, address, type)
                .query(Long.class)
                .single();
        return jdbc.sql(
                        "insert into directory.attachment (address_id, person_id, structure_id, situation_id, source, first_seen, updated_at)"
                                + " values (?, ?, ?, ?, 'national', '2026-11-01', now()) returning id")
                .params(id, person, structure, situation)
                .query(Long.class)
                .single();
    }

    public void history(long load, String entity, long id) {
        jdbc.sql(
                        "insert into directory.history (load_id, on_date, entity, entity_id, what) values (?, '2026-11-02', ?, ?, 'changed')")
                .params(load, entity, id)
                .update();
    }

    public void run(String sql, Object... values) {
        jdbc.sql(sql).params(values).update();
    }
}
