package fr.balise.bench;

import fr.balise.bench.Codes.Code;
import fr.balise.bench.InventedPerson.Activity;
import fr.balise.bench.InventedStructure.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Locale;

/** Rows of the files of the open register: activities (56 columns), skills and diplomas (13); each ends with a separator. */
final class ActivityRows {
    private static final String SKILL = "S|Spécialité ordinale|";
    private static final String DIPLOMA = "DE|Diplôme d'Etat français|DE09|DE Docteur en médecine|||||";
    private static final String ACTIVITY_KIND = "GENR01|Activité standard de soin ou de pharmacien|";

    private final Writer out;
    private final StringBuilder row = new StringBuilder(768);

    ActivityRows(Writer out) {
        this.out = out;
    }

    /** The first situations of a person. */
    void add(InventedPerson person, int situations) {
        for (int i = 0; i < Math.min(situations, person.activities().size()); i++)
            add(person, person.activities().get(i));
    }

    void addSkills(InventedPerson person) {
        for (var skill : person.specialties()) {
            identity(person);
            trade(person);
            row.append(SKILL).append(skill).append("|\n");
            write();
        }
    }

    void addDiploma(InventedPerson person) {
        if (person.specialties().isEmpty()) return;
        identity(person);
        row.append(DIPLOMA).append('\n');
        write();
    }

    private void add(InventedPerson person, Activity activity) {
        row.setLength(0);
        row.append("8|")
                .append(person.rpps())
                .append("|8")
                .append(person.rpps())
                .append('|');
        row.append(person.hasTitle() ? person.profession().title() : Code.NONE).append('|');
        row.append(person.woman() ? "MME|Madame|" : "M|Monsieur|");
        name(person);
        trade(person);
        row.append(person.specialties().isEmpty() ? "||||" : SKILL + person.specialty() + "|");
        row.append(activity.mode()).append('|');
        place(activity.structure());
        section(person, activity);
        row.append(ACTIVITY_KIND).append('\n');
        write();
    }

    private void identity(InventedPerson person) {
        row.setLength(0);
        row.append("8|")
                .append(person.rpps())
                .append("|8")
                .append(person.rpps())
                .append('|');
        name(person);
    }

    private void name(InventedPerson person) {
        row.append(person.family()).append('|');
        row.append(person.given().toUpperCase(Locale.FRENCH)).append('|');
    }

    private void trade(InventedPerson person) {
        row.append(person.profession().code()).append("|C|Civil|");
    }

    private void place(InventedStructure at) {
        row.append(at.otherNumbers()).append('|').append(at.technicalId()).append('|');
        row.append(at.name()).append('|').append(at.brand()).append("|||");
        row.append(at.streetNumber())
                .append("||")
                .append(at.way())
                .append('|')
                .append(at.street())
                .append("||");
        var town = at.town();
        row.append(at.routing())
                .append('|')
                .append(town.postcode())
                .append('|')
                .append(town.postcode())
                .append('|');
        row.append(town.mixedCase())
                .append("|99000|France|||||")
                .append(town.department())
                .append("||");
        row.append(at.register()).append(at.registered()).append('|');
        row.append(at.kind() == Kind.INSTITUTION ? "CNOM/CNOM/ARS|" : "CNOM/CNOM/CNOM|");
        row.append(at.sector()).append('|');
    }

    /** Sections of the pharmacists' board; the role of owners. */
    private void section(InventedPerson person, Activity activity) {
        boolean pharmacist = person.profession().code().code().equals("21");
        boolean owner = activity.structure().owner() == person.number();
        if (!pharmacist) row.append("||");
        else row.append(owner ? "A|Pharmaciens titulaires d'officine|" : "D|Pharmaciens adjoints d'officine|");
        row.append(owner ? "FON-01|Titulaire de cabinet|" : "||");
    }

    private void write() {
        try {
            out.append(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
