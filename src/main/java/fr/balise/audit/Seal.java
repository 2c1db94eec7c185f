package fr.balise.audit;

import fr.balise.kernel.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Pure arithmetic of the chain: SHA-256 over the seal before, the position, and every field of the entry with its length. */
final class Seal {
    private Seal() {}

    /** The seal before the first entry: no two chains begin alike. */
    static byte[] genesis(UUID chain) {
        return Sha256.of(chain.toString().getBytes(StandardCharsets.UTF_8));
    }

    static byte[] of(byte[] before, long position, AuditEntry entry) {
        var octets = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(octets)) {
            out.write(before);
            out.writeLong(position);
            out.writeLong(entry.id());
            out.writeLong(entry.at().getEpochSecond());
            out.writeInt(entry.at().getNano());
            field(out, entry.actor());
            field(out, entry.action());
            field(out, entry.target());
            field(out, entry.before());
            field(out, entry.after());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Sha256.of(octets.toByteArray());
    }

    /** With its length: no letter can move from one field to the next unseen. */
    private static void field(DataOutputStream out, String value) throws IOException {
        var octets = value.getBytes(StandardCharsets.UTF_8);
        out.writeInt(octets.length);
        out.write(octets);
    }
}
