package fr.balise.directory.fhir;

import fr.balise.kernel.MailAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The few FHIRPath expressions that a patch of mailboxes uses. */
sealed interface PatchPath {

    /** {@code R.telecom}: where a mailbox is inserted. */
    record All() implements PatchPath {}

    /** {@code R.telecom.where(value = '…')}. */
    record One(MailAddress address) implements PatchPath {}

    /** One field of that mailbox. */
    record Part(MailAddress address, Field field) implements PatchPath {}

    enum Field {
        RANK,
        UNLISTED,
        DESCRIPTION,
        SERVICE,
        RESPONSIBLE,
        /** Never changes: the address tells mailboxes of one carrier apart, and others rely on the type. */
        FIXED
    }

    int LONGEST = 1000;

    Pattern WHERE = Pattern.compile("\\.where\\( *value *= *'((?:[^'\\\\]|\\\\'){1,320})' *\\)(.*)");
    Pattern OF_EXTENSION =
            Pattern.compile("extension(?:\\( *'([^'\\\\]{1,200})' *\\)|\\.where\\( *url *= *'([^'\\\\]{1,200})' *\\))");
    Pattern METADATA = Pattern.compile("\\." + OF_EXTENSION.pattern() + "\\." + OF_EXTENSION.pattern()
            + "(\\.value(?:Boolean|String|CodeableConcept|Code)?)?");

    /** @throws ca.uhn.fhir.rest.server.exceptions.InvalidRequestException for anything else */
    static PatchPath read(Kind kind, String path) {
        if (path.length() > LONGEST) throw Unwritable.malformed("A path has more than " + LONGEST + " characters.");
        var telecom = kind.resource + ".telecom";
        if (!path.startsWith(telecom))
            throw Unwritable.malformed("A path begins with " + telecom + ": mailboxes alone are written here.");
        var rest = path.substring(telecom.length());
        if (rest.isEmpty()) return new All();
        var where = WHERE.matcher(rest);
        if (!where.matches())
            throw Unwritable.malformed("A mailbox is named by its address: " + telecom + ".where(value = 'address').");
        var address = address(where.group(1).replace("\\'", "'"));
        return switch (where.group(2)) {
            case "" -> new One(address);
            case ".rank" -> new Part(address, Field.RANK);
            case ".value", ".system" -> new Part(address, Field.FIXED);
            case String part -> new Part(address, field(METADATA.matcher(part)));
        };
    }

    static MailAddress address(String text) {
        return MailAddress.read(text)
                .orElseThrow(() -> Unwritable.malformed("An address is written local@domain, without spaces."));
    }

    private static Field field(Matcher part) {
        if (!part.matches() || !Systems.MAILBOX_METADATA.equals(either(part, 1)))
            throw Unwritable.malformed("Of a mailbox, rank and the parts of its metadata extension are written:"
                    + " .rank, or .extension('" + Systems.MAILBOX_METADATA + "').extension('listeRouge').value.");
        var field = switch (either(part, 3)) {
            case "listeRouge" -> Field.UNLISTED;
            case "description" -> Field.DESCRIPTION;
            case "service" -> Field.SERVICE;
            case "responsible" -> Field.RESPONSIBLE;
            case "type" -> Field.FIXED;
            default ->
                throw Unwritable.malformed("The metadata have listeRouge, description, service, responsible and type.");
        };
        if (part.group(5) == null) throw Unwritable.malformed("The path to a part of the metadata ends in .value.");
        return field;
    }

    private static String either(Matcher part, int group) {
        var first = part.group(group);
        return first == null ? part.group(group + 1) : first;
    }
}
