package fr.balise.portal.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Passes bytes on, and knows their count and SHA-256. Does not close what it writes to. */
final class DigestingStream extends FilterOutputStream {
    private final MessageDigest digest;
    private long bytes;

    DigestingStream(OutputStream out) {
        super(out);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        digest.update((byte) b);
        bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        out.write(from, offset, length);
        digest.update(from, offset, length);
        bytes += length;
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    Manifest.Piece piece(String entry) {
        return new Manifest.Piece(entry, bytes, HexFormat.of().formatHex(digest.digest()));
    }
}
