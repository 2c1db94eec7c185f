package fr.balise.mailbox.takeout;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that only grows, and that a turn cuts back to where the one before it had come. */
final class SideFile implements AutoCloseable {
    private final FileChannel channel;
    private long length;

    /** @param length what of it counts */
    SideFile(Path file, long length) throws IOException {
        channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        if (channel.size() < length) throw new IOException("a file of the export is shorter than noted");
        channel.truncate(length);
        channel.position(length);
        this.length = length;
    }

    void write(byte[] octets, int from, int count) throws IOException {
        var buffer = ByteBuffer.wrap(octets, from, count);
        while (buffer.hasRemaining()) channel.write(buffer);
        length += count;
    }

    void write(byte[] octets) throws IOException {
        write(octets, 0, octets.length);
    }

    void line(String text) throws IOException {
        write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Writes over what is there. */
    void patch(long at, byte[] octets) throws IOException {
        var buffer = ByteBuffer.wrap(octets);
        while (buffer.hasRemaining()) channel.write(buffer, at + buffer.position());
    }

    long length() {
        return length;
    }

    /** From the beginning to its present end; whoever reads does not write meanwhile. */
    InputStream read(long from) {
        try {
            channel.position(from);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Channels.newInputStream(channel);
    }

    /** After reading. */
    void atEnd() throws IOException {
        channel.position(length);
    }

    void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
