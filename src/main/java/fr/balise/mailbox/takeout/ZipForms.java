package fr.balise.mailbox.takeout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;

/** The records of a ZIP file, octet by octet (APPNOTE 6.3 4.3, and the AE-2 field of WinZip). Pure. */
final class ZipForms {
    private static final int ALL = 0xffffffff;
    private static final int UTF8 = 0x0800;
    private static final int ENCRYPTED = 1;
    private static final int AES = 99;
    private static final int MADE_BY_UNIX = 3 << 8 | 51;
    private static final int PLAIN_FILE = 0100600 << 16;

    private ZipForms() {}

    /**
     * A stored entry.
     *
     * @param offset of its header from the beginning of the file
     * @param packed octets as they stand in the file
     */
    record Entry(String name, long crc, long size, long packed, long offset, boolean encrypted, LocalDateTime at) {
        byte[] bytes() {
            return name.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Of an entry whose size is known and below 4 GB. */
    static byte[] small(Entry entry) {
        return head(entry, 20, (int) entry.crc(), (int) entry.packed(), (int) entry.size(), new byte[0]);
    }

    /** With room for sizes that are patched in later ({@link #sizes}). */
    static byte[] large(Entry entry) {
        return head(entry, 51, (int) entry.crc(), ALL, ALL, extra(entry, false));
    }

    private static byte[] head(Entry entry, int needs, int crc, int packed, int size, byte[] extra) {
        var name = entry.bytes();
        var out = little(30 + name.length + extra.length);
        out.putInt(0x04034b50).putShort((short) needs);
        common(out, entry, crc, packed, size);
        return out.putShort((short) name.length)
                .putShort((short) extra.length)
                .put(name)
                .put(extra)
                .array();
    }

    private static void common(ByteBuffer out, Entry entry, int crc, int packed, int size) {
        out.putShort((short) (entry.encrypted() ? UTF8 | ENCRYPTED : UTF8));
        out.putShort((short) (entry.encrypted() ? AES : 0));
        out.putShort((short) time(entry.at())).putShort((short) date(entry.at()));
        out.putInt(crc).putInt(packed).putInt(size);
    }

    /** Where the sizes stand in a large header, from its beginning. */
    static int sizesAt(String name) {
        return 30 + name.getBytes(StandardCharsets.UTF_8).length + 4;
    }

    static final int CRC_AT = 14;

    static byte[] sizes(long size, long packed) {
        return little(16).putLong(size).putLong(packed).array();
    }

    static byte[] crc(long crc) {
        return little(4).putInt((int) crc).array();
    }

    private static byte[] extra(Entry entry, boolean withOffset) {
        int length = withOffset ? 24 : 16;
        var out = little(4 + length + (entry.encrypted() ? 11 : 0));
        out.putShort((short) 1).putShort((short) length).putLong(entry.size()).putLong(entry.packed());
        if (withOffset) out.putLong(entry.offset());
        if (entry.encrypted())
            out.putShort((short) 0x9901)
                    .putShort((short) 7)
                    .putShort((short) 2)
                    .put((byte) 'A')
                    .put((byte) 'E')
                    .put((byte) 3)
                    .putShort((short) 0);
        return out.array();
    }

    /** The record of the list at the end. */
    static byte[] central(Entry entry, boolean large) {
        var name = entry.bytes();
        var extra = large ? extra(entry, true) : new byte[0];
        var out = little(46 + name.length + extra.length);
        out.putInt(0x02014b50).putShort((short) MADE_BY_UNIX).putShort((short) (large ? 51 : 20));
        common(out, entry, (int) entry.crc(), large ? ALL : (int) entry.packed(), large ? ALL : (int) entry.size());
        out.putShort((short) name.length).putShort((short) extra.length);
        out.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        out.putInt(PLAIN_FILE).putInt(large ? ALL : (int) entry.offset());
        return out.put(name).put(extra).array();
    }

    /** @param offset of the list; in the large form if it needs to be */
    static byte[] end(long entries, long length, long offset) {
        boolean large = offset >= 0xffffffffL || entries >= 0xffff || length >= 0xffffffffL;
        var out = little(large ? 56 + 20 + 22 : 22);
        if (large) {
            out.putInt(0x06064b50).putLong(44).putShort((short) MADE_BY_UNIX).putShort((short) 45);
            out.putInt(0)
                    .putInt(0)
                    .putLong(entries)
                    .putLong(entries)
                    .putLong(length)
                    .putLong(offset);
            out.putInt(0x07064b50).putInt(0).putLong(offset + length).putInt(1);
        }
        out.putInt(0x06054b50).putInt(0);
        out.putShort((short) (large ? 0xffff : entries)).putShort((short) (large ? 0xffff : entries));
        out.putInt(large ? ALL : (int) length)
                .putInt(large ? ALL : (int) offset)
                .putShort((short) 0);
        return out.array();
    }

    private static int time(LocalDateTime at) {
        return at.getHour() << 11 | at.getMinute() << 5 | at.getSecond() / 2;
    }

    private static int date(LocalDateTime at) {
        return at.getYear() - 1980 << 9 | at.getMonthValue() << 5 | at.getDayOfMonth();
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
