package fr.balise.mailbox.takeout;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** An item on its way into the archive, whose size and sums must be known before it is written: in memory, or if large in a file. */
final class Spooled extends OutputStream {
    private static final int IN_MEMORY = 4 << 20;
    private static final int AT_FIRST = 1 << 17;

    /** Less room than that is not worth a question to the server. */
    private static final int LEAST_READ = 1 << 16;

    private final Path file;
    private final Deque<byte[]> spare;
    private final CRC32 crc = new CRC32();
    private final MessageDigest sha256 = sha256();
    private byte[] memory;
    private int used;
    private @Nullable OutputStream disk;
    private long size;

    /** @param file where it goes when it is large; whatever lies there is overwritten */
    Spooled(Path file) {
        this(file, new ArrayDeque<>());
    }

    /** @param spare room that an earlier item left, and where this one leaves its own */
    Spooled(Path file, Deque<byte[]> spare) {
        this.file = file;
        this.spare = spare;
        var left = spare.poll();
        memory = left != null ? left : new byte[AT_FIRST];
    }

    /** All of it, without a copy on the way. */
    void take(InputStream octets) throws IOException {
        while (true) {
            if (memory.length - used < LEAST_READ) room();
            int read = octets.read(memory, used, memory.length - used);
            if (read < 0) return;
            summed(memory, used, read);
            used += read;
        }
    }

    private void summed(byte[] octets, int from, int length) {
        crc.update(octets, from, length);
        sha256.update(octets, from, length);
        size += length;
    }

    /** More memory, or none of it used any more. */
    private void room() throws IOException {
        if (disk == null && memory.length < IN_MEMORY) memory = Arrays.copyOf(memory, memory.length * 2);
        else spill();
    }

    private void spill() throws IOException {
        if (disk == null) disk = Files.newOutputStream(file);
        disk.write(memory, 0, used);
        used = 0;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        summed(octets, from, length);
        for (int done = 0; done < length; ) {
            if (used == memory.length) room();
            int n = Math.min(length - done, memory.length - used);
            System.arraycopy(octets, from + done, memory, used, n);
            used += n;
            done += n;
        }
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

    /** Nothing is added after it. */
    InputStream read() throws IOException {
        if (disk == null) return new ByteArrayInputStream(memory, 0, used);
        spill();
        return Files.newInputStream(file);
    }

    interface Sink {
        void put(byte[] octets, int length) throws IOException;
    }

    /** Nothing is added after it. */
    void into(Sink sink) throws IOException {
        if (disk == null) {
            sink.put(memory, used);
            return;
        }
        try (var octets = read()) {
            for (int n = octets.read(memory); n >= 0; n = octets.read(memory)) sink.put(memory, n);
        }
    }

    @Override
    public void close() throws IOException {
        spare.push(memory);
        if (disk == null) return;
        disk.close();
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
