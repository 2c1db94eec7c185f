package fr.balise.directory.load;

import static fr.balise.directory.load.Column.FAMILY;
import static fr.balise.directory.load.Column.TYPE;

import fr.balise.kernel.MailboxType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes the rows of the mailbox file: who carries which address. */
final class MailboxRows implements Rows {
    private final People people;
    private final Structures structures;
    private final Addresses addresses;
    private final Attachments attachments;
    private final Situations situations;

    MailboxRows(Entities all) {
        people = all.people();
        structures = all.structures();
        addresses = all.addresses();
        attachments = all.attachments();
        situations = all.situations();
    }

    @Override
    public @Nullable Fault take(Row row, Outcome outcome) {
        var type = type(row);
        if (type == null) return Fault.TYPE;
        var fault = addresses.read(row);
        if (fault != null) return fault;
        return switch (type) {
            case PER, CAB -> ofPerson(row, type, outcome);
            case ORG, APP -> ofStructure(row, type, outcome);
        };
    }

    private static @Nullable MailboxType type(Row row) {
        return switch (row.text(TYPE).toUpperCase(Locale.ROOT)) {
            case "PER" -> MailboxType.PER;
            case "ORG" -> MailboxType.ORG;
            case "APP" -> MailboxType.APP;
            case "CAB" -> MailboxType.CAB;
            default -> null;
        };
    }

    private @Nullable Fault ofPerson(Row row, MailboxType type, Outcome outcome) {
        var place = structures.readMailboxId(row);
        if (place == Fault.STRUCTURE_NUMBER) return place;
        var who = people.readId(row);
        if (who == Fault.NO_PERSON && type == MailboxType.CAB) return ofStructure(row, type, outcome);
        // "10" and the address: people without any national number, known for their mailbox alone.
        if (who == Fault.NO_PERSON) people.useAddress(addresses.key(), addresses.keyLength());
        else if (who != null) return who;
        if (!row.has(FAMILY)) return Fault.NO_NAME;
        if (people.keyFails()) outcome.warn();
        long person = people.known().id(people.see(row, Kind.MAILBOX, outcome));
        attach(row, type, person, place == null ? structure(row, outcome) : 0, outcome);
        return null;
    }

    private @Nullable Fault ofStructure(Row row, MailboxType type, Outcome outcome) {
        var fault = structures.readMailboxId(row);
        if (fault != null) return fault;
        attach(row, type, 0, structure(row, outcome), outcome);
        return null;
    }

    private long structure(Row row, Outcome outcome) {
        if (structures.keyFails()) outcome.warn();
        return structures.known().id(structures.see(row, Kind.MAILBOX, outcome));
    }

    private void attach(Row row, MailboxType type, long person, long structure, Outcome outcome) {
        long address = addresses.known().id(addresses.see(row, type, outcome));
        attachments.see(row, address, person, structure, situations, outcome);
    }
}
