package fr.balise.directory.load;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** The content of a zip's entry, refused as soon as it is longer than announced, and at its end if it is not what was packed. */
final class CheckedEntry extends FilterInputStream {
    private final CRC32 sum = new CRC32();
    private final ZipArchiveEntry entry;
    private final String zip;
    private long length;

    CheckedEntry(InputStream in, ZipArchiveEntry entry, String zip) {
        super(in);
        this.entry = entry;
        this.zip = zip;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
        int count;
        try {
            count = super.read(bytes, from, most);
        } catch (IOException damaged) {
            throw new Refused("zip-damaged", zip);
        }
        if (count > 0) {
            sum.update(bytes, from, count);
            length += count;
        }
        if (length > entry.getSize() || count < 0 && (length != entry.getSize() || sum.getValue() != entry.getCrc()))
            throw new Refused("zip-damaged", zip);
        return count;
    }
}
