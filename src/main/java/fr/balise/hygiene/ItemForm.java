package fr.balise.hygiene;

import fr.balise.hygiene.Item.Piece;
import fr.balise.mailstore.MessageKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Items as octets, and back. */
final class ItemForm {
    /** Raise it with every change of the form, and of what a {@link MessageKind} means: everything is taken anew. */
    static final int VERSION = 3;

    private ItemForm() {}

    static byte[] write(List<Item> items) {
        var octets = new ByteArrayOutputStream();
        try (var out =
                new DataOutputStream(new DeflaterOutputStream(octets, new Deflater(Deflater.BEST_SPEED), 8_192))) {
            out.writeInt(items.size());
            var senders = new HashMap<String, Integer>();
            for (var item : items) write(item, senders, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return octets.toByteArray();
    }

    private static void write(Item item, HashMap<String, Integer> senders, DataOutputStream out) throws IOException {
        out.writeLong(item.uid());
        out.writeLong(item.octets());
        out.writeLong(item.received().getEpochSecond());
        out.writeByte(item.marks());
        out.writeUTF(item.kind().name());
        var known = senders.putIfAbsent(item.sender(), senders.size());
        out.writeInt(known == null ? -1 : known);
        if (known == null) out.writeUTF(item.sender());
        out.writeLong(item.identity());
        out.writeUTF(item.documents());
        out.writeLong(item.print());
        out.writeShort(item.pieces().size());
        for (var piece : item.pieces()) {
            out.writeUTF(piece.name());
            out.writeUTF(piece.type());
            out.writeLong(piece.octets());
        }
    }

    static List<Item> read(int folder, byte[] octets) {
        try (var in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(octets)))) {
            var items = new ArrayList<Item>();
            var senders = new ArrayList<String>();
            for (int left = in.readInt(); left > 0; left--) items.add(read(folder, senders, in));
            return items;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Item read(int folder, List<String> senders, DataInputStream in) throws IOException {
        long uid = in.readLong();
        long octets = in.readLong();
        var received = Instant.ofEpochSecond(in.readLong());
        int marks = in.readByte();
        var kind = MessageKind.valueOf(in.readUTF());
        int known = in.readInt();
        if (known < 0) senders.add(in.readUTF());
        var sender = known < 0 ? senders.getLast() : senders.get(known);
        long identity = in.readLong();
        var documents = in.readUTF();
        long print = in.readLong();
        var pieces = new ArrayList<Piece>();
        for (int left = in.readShort(); left > 0; left--)
            pieces.add(new Piece(in.readUTF(), in.readUTF(), in.readLong()));
        return new Item(folder, uid, octets, received, marks, kind, sender, identity, documents, pieces, print);
    }
}
