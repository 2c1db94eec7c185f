package fr.balise.bench;

import fr.balise.bench.InventedMailboxes.Box;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Rows of the mailbox file: 31 columns, no separator at the end. */
final class MailboxRows {
    private final Writer out;
    private final StringBuilder row = new StringBuilder(512);

    MailboxRows(Writer out) {
        this.out = out;
    }

    void add(Box box) {
        row.setLength(0);
        var person = box.person();
        cell(person == null ? "ORG" : "PER").cell(box.address());
        if (person == null) empty(3);
        else cell("8").cell(person.rpps()).cell("8" + person.rpps());
        var structure = box.structure();
        if (structure == null) empty(2);
        else cell(structure.register()).cell(structure.registered());
        cell(box.service());
        if (person == null) empty(9);
        else holder(person);
        cell(Math.floorMod(box.address().hashCode(), 5) == 0 ? "N" : "O");
        if (structure == null) row.append("|".repeat(12));
        else place(structure);
        row.append('\n');
        try {
            out.append(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void holder(InventedPerson person) {
        cell(person.hasTitle() ? person.profession().title().code() : person.woman() ? "MME" : "M");
        cell(person.family()).cell(person.given()).cell("C|Civil");
        cell(person.profession().code().toString()).cell(person.specialty());
    }

    private void place(InventedStructure structure) {
        cell(structure.name()).cell(structure.brand());
        empty(2);
        cell(structure.streetNumber())
                .cell("")
                .cell(structure.way().code())
                .cell(structure.street())
                .cell("");
        cell(structure.routing())
                .cell(structure.town().postcode())
                .cell(structure.town().department());
        row.append("FRANCE");
    }

    private MailboxRows cell(String text) {
        row.append(text).append('|');
        return this;
    }

    private void empty(int cells) {
        row.append("|".repeat(cells));
    }
}
