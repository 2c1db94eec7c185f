package fr.balise.portal.demo;

import fr.balise.portal.demo.DemoWorld.Activity;
import fr.balise.portal.demo.DemoWorld.Mailbox;
import fr.balise.portal.demo.DemoWorld.Person;
import fr.balise.portal.demo.DemoWorld.Structure;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes the demo's world as the national files of one day. Same world, same day: same bytes. */
final class DemoFiles {
    /** Age in days of the three files of the first start, oldest first. */
    static final List<Integer> AGES = List.of(32, 16, 1);

    private final DemoWorld world;

    DemoFiles(DemoWorld world) {
        this.world = world;
    }

    /**
     * @param number which of the successive files, from 0
     * @param withdrawn addresses that their operators took out since
     * @return the four files
     */
    List<Path> write(Path folder, LocalDate date, int number, Set<String> withdrawn) {
        return List.of(
                NationalTable.MAILBOXES.write(folder, date, mailboxes(number, withdrawn)),
                NationalTable.ACTIVITIES.write(folder, date, activities(number)),
                NationalTable.SKILLS.write(folder, date, skills(number)),
                NationalTable.DIPLOMAS.write(folder, date, diplomas(number)));
    }

    private List<Map<String, String>> mailboxes(int number, Set<String> withdrawn) {
        return world.mailboxes().stream()
                .filter(mailbox -> mailbox.span().holds(number) && !withdrawn.contains(mailbox.address()))
                .map(this::mailbox)
                .toList();
    }

    private Map<String, String> mailbox(Mailbox mailbox) {
        var row = new HashMap<String, String>();
        row.put("Type de BAL", mailbox.type().name());
        row.put("Adresse BAL", mailbox.address());
        row.put("Service de rattachement", mailbox.service());
        row.put("Dématérialisation", "O");
        if (mailbox.person() != null) holder(row, world.person(mailbox.person()));
        if (mailbox.structure() != null) place(row, world.structure(mailbox.structure()));
        return row;
    }

    private static void holder(Map<String, String> row, Person person) {
        row.put("Type Identifiant PP", "8");
        row.put("Identifiant PP", person.rpps().value());
        row.put("Identification nationale PP", person.id().value());
        row.put("Civilité d'exercice", person.practiceTitle());
        row.put("Nom d'exercice", person.family());
        row.put("Prénom d'exercice", person.given());
        row.put("Catégorie profession", "C");
        row.put("Libellé de catégorie profession", "Civil");
        row.put("Code Profession", person.profession());
        row.put("Libellé Profession", Nomenclature.profession(person.profession()));
        row.put("Code savoir-faire", person.skill());
        row.put("Libellé savoir-faire", Nomenclature.specialty(person.skill()));
    }

    private static void place(Map<String, String> row, Structure structure) {
        row.put("Type identifiant structure", structure.nationalId().substring(0, 1));
        row.put("Identification Structure", structure.nationalId().substring(1));
        row.put("Raison Sociale structure BAL", structure.name());
        row.put("Enseigne commerciale structure BAL", structure.brand());
        row.put("L4NUMEROVOIE structure BAL", structure.number());
        row.put("NL4TYPEVOIE structure BAL", structure.way());
        row.put("L4LIBELLEVOIE structure BAL", structure.street());
        row.put("L6LIGNEACHEMINEMENT structure BAL", routing(structure));
        row.put("Code postal structure BAL", structure.postcode());
        row.put("Département structure BAL", structure.department());
        row.put("Pays structure BAL", "FRANCE");
    }

    private List<Map<String, String>> activities(int number) {
        var rows = new ArrayList<Map<String, String>>();
        for (var person : world.people().values())
            for (var activity : person.activities())
                if (activity.span().holds(number)) rows.add(activity(person, activity));
        return rows;
    }

    private Map<String, String> activity(Person person, Activity activity) {
        var row = identity(person);
        row.put("Code civilité d'exercice", person.practiceTitle());
        row.put("Libellé civilité d'exercice", person.practiceTitle().isEmpty() ? "" : "Docteur");
        row.put("Code civilité", person.title());
        row.put("Libellé civilité", person.title().equals("M") ? "Monsieur" : "Madame");
        profession(row, person);
        skill(row, person);
        row.put("Code mode exercice", activity.mode());
        row.put("Libellé mode exercice", Nomenclature.mode(activity.mode()));
        site(row, world.structure(activity.structure()));
        row.put("Code genre activité", "GENR01");
        row.put("Libellé genre activité", "Activité standard de soin ou de pharmacien");
        return row;
    }

    private static void site(Map<String, String> row, Structure structure) {
        if (structure.practice()) {
            row.put("Identifiant technique de la structure", "R99%012d".formatted(structure.index()));
        } else {
            var siret = DemoNumbers.siret(structure.index());
            row.put("Numéro SIRET site", siret);
            row.put("Numéro SIREN site", siret.substring(0, 9));
            row.put("Numéro FINESS site", structure.nationalId().substring(1));
            row.put("Numéro FINESS établissement juridique", DemoNumbers.legalFiness(structure.index()));
            row.put(
                    "Identifiant technique de la structure",
                    "F" + structure.nationalId().substring(1));
        }
        row.put("Raison sociale site", structure.name());
        row.put("Enseigne commerciale site", structure.brand());
        row.put("Numéro Voie (coord. structure)", structure.number());
        row.put("Code type de voie (coord. structure)", structure.way());
        row.put("Libellé type de voie (coord. structure)", Nomenclature.way(structure.way()));
        row.put("Libellé Voie (coord. structure)", structure.street());
        row.put("Bureau cedex (coord. structure)", routing(structure));
        row.put("Code postal (coord. structure)", structure.postcode());
        row.put("Libellé commune (coord. structure)", structure.city());
        row.put("Code pays (coord. structure)", "99000");
        row.put("Libellé pays (coord. structure)", "France");
        row.put("Code Département (structure)", structure.department());
        row.put("Ancien identifiant de la structure", structure.nationalId());
        row.put("Autorité d'enregistrement", structure.practice() ? "CNOM/CNOM/CNOM" : "CNOM/CNOM/ARS");
        row.put("Code secteur d'activité", structure.sector());
        row.put("Libellé secteur d'activité", Nomenclature.sector(structure.sector()));
    }

    private List<Map<String, String>> skills(int number) {
        return listed(number).stream()
                .filter(person -> !person.skill().isEmpty())
                .map(person -> {
                    var row = identity(person);
                    profession(row, person);
                    skill(row, person);
                    return row;
                })
                .toList();
    }

    private List<Map<String, String>> diplomas(int number) {
        return listed(number).stream()
                .filter(person -> person.profession().equals("10"))
                .map(person -> {
                    var row = identity(person);
                    row.put("Code type diplôme obtenu", "DE");
                    row.put("Libellé type diplôme obtenu", "Diplôme d'Etat français");
                    row.put("Code diplôme obtenu", "DE09");
                    row.put("Libellé diplôme obtenu", "DE Docteur en médecine");
                    return row;
                })
                .toList();
    }

    private List<Person> listed(int number) {
        return world.people().values().stream()
                .filter(person -> person.activities().stream()
                        .anyMatch(activity -> activity.span().holds(number)))
                .toList();
    }

    private static Map<String, String> identity(Person person) {
        var row = new HashMap<String, String>();
        row.put("Type d'identifiant PP", "8");
        row.put("Identifiant PP", person.rpps().value());
        row.put("Identification nationale PP", person.id().value());
        row.put("Nom d'exercice", person.family());
        row.put("Prénom d'exercice", person.given().toUpperCase(Locale.FRENCH));
        return row;
    }

    private static void profession(Map<String, String> row, Person person) {
        row.put("Code profession", person.profession());
        row.put("Libellé profession", Nomenclature.profession(person.profession()));
        row.put("Code catégorie professionnelle", "C");
        row.put("Libellé catégorie professionnelle", "Civil");
    }

    private static void skill(Map<String, String> row, Person person) {
        if (person.skill().isEmpty()) return;
        row.put("Code type savoir-faire", "S");
        row.put("Libellé type savoir-faire", "Spécialité ordinale");
        row.put("Code savoir-faire", person.skill());
        row.put("Libellé savoir-faire", Nomenclature.specialty(person.skill()));
    }

    private static String routing(Structure structure) {
        return structure.postcode() + " " + structure.city().toUpperCase(Locale.FRENCH);
    }
}
