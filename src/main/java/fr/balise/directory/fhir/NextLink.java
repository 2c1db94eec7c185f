package fr.balise.directory.fhir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a link to the next page means: the search, and the id behind which the page begins.
 *
 * @param walk id of the walk through the pages, the same in all its links
 */
record NextLink(String walk, Kind kind, Map<String, List<String>> given, long after, Instant madeAt) {
    private static final int FORM = 1;

    byte[] written() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(FORM);
            out.writeUTF(walk);
            out.writeUTF(kind.name());
            out.writeLong(after);
            out.writeLong(madeAt.getEpochSecond());
            out.writeShort(given.size());
            for (var parameter : given.entrySet()) {
                out.writeUTF(parameter.getKey());
                out.writeShort(parameter.getValue().size());
                for (var value : parameter.getValue()) out.writeUTF(value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #written()} wrote; only ever given bytes whose seal was checked. */
    static NextLink read(byte[] bytes) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readByte() != FORM) throw new IOException("another form");
        var walk = in.readUTF();
        var kind = Kind.valueOf(in.readUTF());
        long after = in.readLong();
        var madeAt = Instant.ofEpochSecond(in.readLong());
        var given = new LinkedHashMap<String, List<String>>();
        for (int i = in.readShort(); i > 0; i--) {
            var name = in.readUTF();
            var values = new ArrayList<String>();
            for (int j = in.readShort(); j > 0; j--) values.add(in.readUTF());
            given.put(name, values);
        }
        return new NextLink(walk, kind, given, after, madeAt);
    }
}
