package fr.balise.directory.search;

import fr.balise.kernel.MailboxType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.store.DataInput;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** A hit as it is kept in the index, so that showing it needs nothing else. */
final class Card {
    private static final MailboxType[] TYPES = MailboxType.values();
    private static final Hit.On[] ONS = Hit.On.values();

    private Card() {}

    static BytesRef write(Hit hit) {
        var out = new ByteBuffersDataOutput();
        try {
            var person = hit.person();
            out.writeByte((byte) (person == null ? 0 : 1));
            if (person != null) {
                out.writeVLong(person.id());
                out.writeString(orEmpty(person.rpps()));
                out.writeString(orEmpty(person.civility()));
                out.writeString(person.family());
                out.writeString(orEmpty(person.given()));
            }
            out.writeVInt(hit.otherSituations());
            write(out, hit.situation());
            out.writeVInt(hit.mailboxes().size());
            for (var box : hit.mailboxes()) write(out, box);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail to be written", e);
        }
        return new BytesRef(out.toArrayCopy());
    }

    static Hit read(BytesRef bytes, float score) throws IOException {
        var in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
        var person = in.readByte() == 0
                ? null
                : new Hit.Who(in.readVLong(), orNull(in), orNull(in), in.readString(), orNull(in));
        int others = in.readVInt();
        var where = where(in);
        int count = in.readVInt();
        var boxes = new ArrayList<Hit.Box>(count);
        for (int i = 0; i < count; i++) boxes.add(box(in));
        return new Hit(person, where, others, boxes, score);
    }

    private static void write(ByteBuffersDataOutput out, Hit.@Nullable Where where) throws IOException {
        out.writeByte((byte) (where == null ? 0 : where.structure() == null ? 1 : 2));
        if (where == null) return;
        out.writeVLong(where.id() == null ? 0 : where.id());
        out.writeString(orEmpty(where.profession()));
        out.writeVInt(where.specialties().size());
        for (var specialty : where.specialties()) out.writeString(specialty);
        var place = where.structure();
        if (place == null) return;
        out.writeVLong(place.id());
        out.writeString(place.name());
        out.writeString(orEmpty(place.legalName()));
        out.writeString(orEmpty(place.finess()));
        out.writeString(orEmpty(place.postcode()));
        out.writeString(orEmpty(place.city()));
        out.writeString(orEmpty(place.department()));
    }

    private static Hit.@Nullable Where where(DataInput in) throws IOException {
        int kind = in.readByte();
        if (kind == 0) return null;
        long id = in.readVLong();
        var profession = orNull(in);
        int count = in.readVInt();
        var specialties = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) specialties.add(in.readString());
        var place = kind == 1
                ? null
                : new Hit.Place(
                        in.readVLong(), in.readString(), orNull(in), orNull(in), orNull(in), orNull(in), orNull(in));
        return new Hit.Where(id == 0 ? null : id, profession, List.copyOf(specialties), place);
    }

    private static void write(ByteBuffersDataOutput out, Hit.Box box) throws IOException {
        out.writeString(box.address());
        out.writeByte((byte) box.type().ordinal());
        out.writeVInt(box.rank() == null ? 0 : box.rank());
        out.writeString(orEmpty(box.service()));
        out.writeByte((byte) box.on().ordinal());
    }

    private static Hit.Box box(DataInput in) throws IOException {
        var address = in.readString();
        var type = TYPES[in.readByte()];
        int rank = in.readVInt();
        return new Hit.Box(address, type, rank == 0 ? null : rank, orNull(in), ONS[in.readByte()]);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String orNull(DataInput in) throws IOException {
        var text = in.readString();
        return text.isEmpty() ? null : text;
    }
}
