package fr.balise.record.document;

import fr.balise.kernel.Sha256;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One document of a message, decoded.
 *
 * @param name of the file as its sender called it; empty for none
 * @param type in lower case, without parameters
 * @param uniqueId of the document as its archive or its own head says; null for none
 * @param head of a structured document; null for any other
 * @param copy whether it is only the printed form of a structured document of the same message
 */
public record Document(
        String name,
        String type,
        byte[] octets,
        @Nullable String uniqueId,
        @Nullable CdaHead head,
        boolean copy) {

    public byte[] sha256() {
        return Sha256.of(octets);
    }

    public String sha256Hex() {
        return HexFormat.of().formatHex(sha256());
    }

    public boolean isPdf() {
        return octets.length > 4 && octets[0] == '%' && octets[1] == 'P' && octets[2] == 'D' && octets[3] == 'F';
    }

    /** The ending of a file of its kind; from what it is, not from what its sender called it. */
    public String ending() {
        if (head != null) return "xml";
        if (isPdf()) return "pdf";
        var at = name.lastIndexOf('.');
        var ending = at < 0 ? "" : name.substring(at + 1).toLowerCase(java.util.Locale.ROOT);
        return ending.matches("[a-z0-9]{1,5}") ? ending : "bin";
    }

    Document printed() {
        return new Document(name, type, octets, uniqueId, head, true);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Document one && name.equals(one.name) && Arrays.equals(octets, one.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return "Document[" + type + " " + octets.length + "]"; // names of files hold names of patients
    }
}
