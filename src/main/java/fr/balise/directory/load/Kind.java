package fr.balise.directory.load;

import static fr.balise.directory.load.Column.*;

import java.util.EnumSet;
import java.util.Set;

/** The national files that are understood, in the order in which they are read: the better source of a name first. */
enum Kind {
    ACTIVITY(2, EnumSet.of(FAMILY, PROFESSION, MODE, TECHNICAL, NAME), MODE, "PS_LibreAcces_Personne_activite"),
    MAILBOX(
            1,
            EnumSet.of(TYPE, ADDRESS, STRUCTURE_TYPE, STRUCTURE_NUMBER, FAMILY, NAME),
            ADDRESS,
            "Extraction_Correspondance_MSSante"),
    SKILL(4, EnumSet.of(FAMILY, Column.SKILL), Column.SKILL, "PS_LibreAcces_SavoirFaire"),
    DIPLOMA(8, EnumSet.of(FAMILY, Column.DIPLOMA), Column.DIPLOMA, "PS_LibreAcces_Dipl_AutExerc");

    /** Its bit in a set of kinds. */
    final byte bit;

    /** Without these columns nothing can be made of a row. */
    final Set<Column> required;

    /** The column that no file of a later kind has. */
    final Column sign;

    final String published;

    Kind(int bit, Set<Column> required, Column sign, String published) {
        this.bit = (byte) bit;
        this.required = required;
        this.sign = sign;
        this.published = published;
    }

    /** Whether this kind is believed more than the kind with that bit. */
    boolean trusts(int other) {
        for (var kind : values()) if (kind.bit == other) return ordinal() < kind.ordinal();
        return true;
    }

    /** The word in the column {@code source} of {@code directory.load_file}. */
    String word() {
        return switch (this) {
            case ACTIVITY -> "activity";
            case MAILBOX -> "mailbox";
            case SKILL -> "skill";
            case DIPLOMA -> "diploma";
        };
    }
}
