package fr.balise.record;

import fr.balise.kernel.Sha256;
import fr.balise.record.document.Contents;
import fr.balise.record.document.Contents.Taken;
import fr.balise.record.document.Document;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.stream.Collectors;

/** Tells whether two messages hold the same documents, however they are packed: alone, in an archive, with a printed form beside. */
public final class SameDocuments {
    /** Nothing to be compared: no document, or a message that is not taken apart. */
    public static final long NONE = 1;

    public static final long LARGEST = Contents.LARGEST;

    private SameDocuments() {}

    /**
     * From the SHA-256 of the octets of each document, in any order: what an archive says of them is not asked. The text around counts too,
     * unless each document is a structured one, which says by itself whom it is about: the same leaflet goes with many letters. Never 0.
     */
    public static long print(InputStream message) {
        if (!(Contents.of(message) instanceof Taken.Whole(var contents))) return NONE;
        var documents = contents.documents().stream().filter(one -> !one.copy()).toList();
        if (documents.isEmpty()) return NONE;
        boolean structured = documents.stream().allMatch(one -> one.head() != null);
        var hashes =
                documents.stream().map(Document::sha256Hex).distinct().sorted().collect(Collectors.joining(" "));
        long print = ByteBuffer.wrap(Sha256.of(structured ? hashes : hashes + " " + contents.words()))
                .getLong();
        return print == 0 ? NONE : print;
    }
}
