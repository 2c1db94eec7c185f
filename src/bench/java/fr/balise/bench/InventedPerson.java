package fr.balise.bench;

import fr.balise.bench.Codes.Code;
import fr.balise.bench.Codes.Profession;
import java.util.List;

/**
 * A person of the synthetic directory.
 *
 * @param birthName the family name that mailbox addresses were made of
 * @param specialties none, one or (rarely) two
 */
record InventedPerson(
        int number,
        String rpps,
        boolean woman,
        String family,
        String birthName,
        String given,
        Profession profession,
        List<Code> specialties,
        List<Activity> activities) {

    record Activity(InventedStructure structure, Code mode) {}

    boolean hasTitle() {
        return !profession.title().code().isEmpty();
    }

    String specialty() {
        return specialties.isEmpty() ? "|" : specialties.getFirst().toString();
    }
}
