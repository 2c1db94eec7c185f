package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.NationalPersonId;

/** In whose name a mailbox is. Two mailboxes with one owner have one legal controller; no others do. */
public sealed interface Owner {
    /** PER and CAB: a professional. */
    record OfPerson(NationalPersonId person) implements Owner {}

    /** ORG and APP: a structure. @param structure idNat_Struct */
    record OfStructure(String structure) implements Owner {}

    /** For the database: {@code person:8…} or {@code structure:1…}. */
    default String key() {
        return switch (this) {
            case OfPerson(var person) -> "person:" + person.value();
            case OfStructure(var structure) -> "structure:" + structure;
        };
    }

    /** @throws IllegalStateException for what is no {@link #key()} */
    static Owner of(String key) {
        if (key.startsWith("person:")) return new OfPerson(new NationalPersonId(key.substring("person:".length())));
        if (key.startsWith("structure:")) return new OfStructure(key.substring("structure:".length()));
        throw new IllegalStateException("an owner is a person or a structure");
    }
}
