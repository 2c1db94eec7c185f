package fr.balise.mailbox.takeout;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** An item on its way into the archive, whose size and sums must be known before it is written: in memory, or if large in a file. */
final class Spooled extends OutputStream {
    private static final int IN_MEMORY = 4 << 20;

    private final Path file;
    private final CRC32 crc = new CRC32();
    private final MessageDigest sha256 = sha256();
    private @Nullable ByteArrayOutputStream memory = new ByteArrayOutputStream(1 << 15);
    private @Nullable OutputStream disk;
    private long size;

    /** @param file where it goes when it is large; whatever lies there is overwritten */
    Spooled(Path file) {
        this.file = file;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        crc.update(octets, from, length);
        sha256.update(octets, from, length);
        size += length;
        if (memory != null && size > IN_MEMORY) {
            disk = Files.newOutputStream(file);
            memory.writeTo(disk);
            memory = null;
        }
        (memory != null ? memory : java.util.Objects.requireNonNull(disk)).write(octets, from, length);
    }

    long size() {
        return size;
    }

    long crc() {
        return crc.getValue();
    }

    /** Call it once. */
    String sha256Hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    InputStream read() throws IOException {
        if (memory != null) return new ByteArrayInputStream(memory.toByteArray());
        java.util.Objects.requireNonNull(disk).flush();
        return Files.newInputStream(file);
    }

    @Override
    public void close() throws IOException {
        if (disk != null) disk.close();
        Files.deleteIfExists(file);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
