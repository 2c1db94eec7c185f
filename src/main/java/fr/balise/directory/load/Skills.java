package fr.balise.directory.load;

import static fr.balise.directory.load.Column.SKILL;
import static fr.balise.directory.load.Column.SKILL_TYPE;

import java.util.List;

/** The specialty or other skill (savoir-faire) of a row, as type and code. */
final class Skills {
    private Skills() {}

    /** The mailbox file gives no type: the codes of specialties begin with S. */
    static List<String> of(Row row) {
        if (!row.has(SKILL)) return List.of();
        var type = row.has(SKILL_TYPE) ? row.text(SKILL_TYPE) : row.first(SKILL) == 'S' ? "S" : "";
        return List.of(type + ":" + row.text(SKILL));
    }
}
