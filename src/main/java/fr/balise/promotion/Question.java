package fr.balise.promotion;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * "Which address for this person, at this structure, for this kind of document?"
 *
 * @param person null when an address, or a structure, is asked about
 * @param address one that is known, perhaps an old one; null when a person, or a structure, is asked about
 * @param structure idNat_Struct; null for wherever the person practises
 * @param document null for whatever the document
 */
public record Question(
        @Nullable NationalPersonId person,
        @Nullable MailAddress address,
        @Nullable String structure,
        @Nullable DocumentKind document) {
    private static final Pattern RPPS = Pattern.compile("[0-9]{11}");
    private static final Pattern STRUCTURE = Pattern.compile("[0-9A-Za-z]{9,20}");

    /** What cannot be asked. */
    public enum Unreadable {
        /** Neither a person, an address nor a structure; or a person and an address. */
        WHO,
        PERSON,
        ADDRESS,
        STRUCTURE,
        DOCUMENT
    }

    public sealed interface Read {
        record Asked(Question question) implements Read {}

        record Not(Unreadable why) implements Read {}
    }

    /** As somebody typed it or a program sent it; blank is absent. A person is an RPPS or a national id with its prefix. */
    public static Read read(String person, String address, String structure, String document) {
        var who = person.strip().replace(" ", "");
        var known = address.strip();
        boolean nobody = who.isEmpty() && known.isEmpty();
        if (nobody ? structure.isBlank() : !who.isEmpty() && !known.isEmpty()) return new Read.Not(Unreadable.WHO);
        var id = id(who);
        if (!who.isEmpty() && id.isEmpty()) return new Read.Not(Unreadable.PERSON);
        var mail = MailAddress.read(known);
        if (!known.isEmpty() && mail.isEmpty()) return new Read.Not(Unreadable.ADDRESS);
        var place = structure.strip().replace(" ", "");
        if (!place.isEmpty() && !STRUCTURE.matcher(place).matches()) return new Read.Not(Unreadable.STRUCTURE);
        var kind = DocumentKind.read(document.strip());
        if (!document.isBlank() && kind.isEmpty()) return new Read.Not(Unreadable.DOCUMENT);
        return new Read.Asked(
                new Question(id.orElse(null), mail.orElse(null), place.isEmpty() ? null : place, kind.orElse(null)));
    }

    /** A person by RPPS alone, or by national id with its prefix; blanks are let pass. */
    public static Optional<NationalPersonId> number(String typed) {
        return id(typed.strip().replace(" ", ""));
    }

    /** Which of its service mailboxes. */
    boolean isOfStructure() {
        return person == null && address == null && structure != null;
    }

    public static Question about(NationalPersonId person) {
        return new Question(person, null, null, null);
    }

    public static Question about(MailAddress address) {
        return new Question(null, address, null, null);
    }

    private static Optional<NationalPersonId> id(String typed) {
        if (typed.isEmpty() || typed.indexOf('@') >= 0) return Optional.empty();
        try {
            return Optional.of(new NationalPersonId(RPPS.matcher(typed).matches() ? "8" + typed : typed));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
