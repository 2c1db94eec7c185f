package fr.balise.mailbox.console;

import fr.balise.directory.Carrier;
import fr.balise.directory.Directory;
import fr.balise.directory.Person;
import fr.balise.directory.Situation;
import fr.balise.directory.Structure;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.PracticeZone;
import fr.balise.mailbox.console.Creation.Why;
import fr.balise.mailbox.lifecycle.Owner;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** In whose name a new mailbox is, as the directory knows them now. */
sealed interface Bearer {
    /** Whatever else was typed is no number, and some of it no database takes. */
    Pattern NUMBER = Pattern.compile("[!-~]{2,320}");

    Pattern RPPS = Pattern.compile("[0-9]{11}");
    Pattern FINESS = Pattern.compile("[0-9A-Z]{9}");
    Pattern SIRET = Pattern.compile("[0-9]{14}");

    /** @param situation null for all places */
    record OfPerson(Person person, @Nullable Situation situation) implements Bearer {}

    record OfStructure(Structure structure) implements Bearer {}

    /** @param why what is wrong with the holder of the wish; null where there is a bearer */
    record Looked(Optional<Bearer> bearer, @Nullable Why why) {
        static Looked not(Why why) {
            return new Looked(Optional.empty(), why);
        }
    }

    static Looked find(Directory directory, Wish wish) {
        var ofPerson = wish.type() == MailboxType.PER || wish.type() == MailboxType.CAB;
        return ofPerson ? person(directory, wish) : structure(directory, wish);
    }

    private static Looked person(Directory directory, Wish wish) {
        var found = personId(wish.holder()).flatMap(directory::person);
        if (found.isEmpty())
            return Looked.not(
                    structure(directory, wish.holder()).isPresent() ? Why.TYPE_NOT_FOR_HOLDER : Why.UNKNOWN_PERSON);
        var person = found.get();
        if (!person.presence().present()) return Looked.not(Why.PERSON_LEFT);
        if (wish.situation() == null) return new Looked(Optional.of(new OfPerson(person, null)), null);
        return directory
                .situation(wish.situation())
                .filter(situation -> situation.person() == person.id()
                        && situation.structure() != null
                        && situation.presence().present())
                .map(situation -> new Looked(Optional.of(new OfPerson(person, situation)), null))
                .orElseGet(() -> Looked.not(Why.OTHER_SITUATION));
    }

    private static Looked structure(Directory directory, Wish wish) {
        var found = structure(directory, wish.holder());
        if (found.isEmpty())
            return Looked.not(
                    personId(wish.holder()).flatMap(directory::person).isPresent()
                            ? Why.TYPE_NOT_FOR_HOLDER
                            : Why.UNKNOWN_STRUCTURE);
        if (!found.get().presence().present()) return Looked.not(Why.STRUCTURE_LEFT);
        if (wish.situation() != null) return Looked.not(Why.OTHER_SITUATION);
        return new Looked(Optional.of(new OfStructure(found.get())), null);
    }

    private static Optional<NationalPersonId> personId(String typed) {
        var plain = typed.replace(" ", "");
        if (!NUMBER.matcher(plain).matches()) return Optional.empty();
        return Optional.of(new NationalPersonId(RPPS.matcher(plain).matches() ? "8" + plain : plain));
    }

    private static Optional<Structure> structure(Directory directory, String typed) {
        var plain = typed.replace(" ", "");
        if (!NUMBER.matcher(plain).matches()) return Optional.empty();
        if (FINESS.matcher(plain).matches()) return directory.structure("1" + plain);
        if (SIRET.matcher(plain).matches()) return directory.structure("3" + plain);
        return directory.structure(plain);
    }

    default boolean isPerson() {
        return this instanceof OfPerson;
    }

    default Owner owner() {
        return switch (this) {
            case OfPerson(var person, var _) -> new Owner.OfPerson(person.nationalId());
            case OfStructure(var structure) -> new Owner.OfStructure(structure.nationalId());
        };
    }

    default Carrier carrier() {
        return switch (this) {
            case OfPerson(var person, var situation) ->
                situation == null || situation.structure() == null
                        ? new Carrier.OfPerson(person.id())
                        : new Carrier.OfSituation(
                                person.id(), situation.structure().id(), situation.id());
            case OfStructure(var structure) -> new Carrier.OfStructure(structure.id());
        };
    }

    default String name() {
        return switch (this) {
            case OfPerson(var person, var _) -> person.fullName();
            case OfStructure(var structure) -> structure.shownName();
        };
    }

    /** Where its days are counted. */
    default ZoneId zone(ZoneId otherwise) {
        var place = switch (this) {
            case OfPerson(var _, var situation) -> situation == null ? null : situation.structure();
            case OfStructure(var structure) -> structure;
        };
        return place == null ? otherwise : PracticeZone.of(place.address()).orElse(otherwise);
    }
}
