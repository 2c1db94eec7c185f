package fr.balise.promotion.web;

import fr.balise.promotion.Question;
import fr.balise.promotion.Resolution;

/** What programs are told when there is no address: the same at every door. Nothing of what was asked is repeated. */
final class ResolveWords {
    private ResolveWords() {}

    static String unreadable(Question.Unreadable why) {
        return switch (why) {
            case WHO -> "Give either person or address, or a structure alone.";
            case PERSON -> "person is an RPPS of eleven digits, or a national id with its prefix.";
            case ADDRESS -> "address is a mail address.";
            case STRUCTURE -> "structure is a FINESS, a SIRET, or an idNat_Struct.";
            case DOCUMENT ->
                "document is a kind of document of this API, or the LOINC code of a national document type.";
        };
    }

    static String none(Resolution.Why why) {
        return switch (why) {
            case UNKNOWN_PERSON -> "The directory has nobody under that number.";
            case UNKNOWN_ADDRESS -> "The directory does not have this address, and nothing leads on from it.";
            case UNKNOWN_STRUCTURE -> "The directory has no such structure.";
            case NOT_THERE -> "The directory does not have this person at that structure.";
            case NO_MAILBOX -> "This person has no public mailbox.";
            case NO_SERVICE_MAILBOX -> "This structure has no public service mailbox.";
        };
    }
}
