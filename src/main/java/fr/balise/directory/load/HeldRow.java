package fr.balise.directory.load;

/** One row that the database sends in the binary COPY format. */
final class HeldRow {
    private static final int HEAD = 19;

    private byte[] bytes = new byte[0];
    private final int[] starts;
    private final int[] lengths;

    HeldRow(int columns) {
        starts = new int[columns];
        lengths = new int[columns];
    }

    /** False for the end. */
    boolean cut(byte[] message, boolean first) {
        bytes = message;
        int at = first ? HEAD : 0;
        if (message.length < at + 2 || two(at) < 0) return false;
        at += 2;
        for (int i = 0; i < starts.length; i++) {
            lengths[i] = four(at);
            starts[i] = at += 4;
            at += Math.max(0, lengths[i]);
        }
        return true;
    }

    /** 0 for null. */
    long bigint(int column) {
        return lengths[column] < 0 ? 0 : (long) four(starts[column]) << 32 | four(starts[column] + 4) & 0xffffffffL;
    }

    /** 0 for null. */
    int smallint(int column) {
        return lengths[column] < 0 ? 0 : two(starts[column]);
    }

    boolean flag(int column) {
        return lengths[column] == 1 && bytes[starts[column]] != 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int from(int column) {
        return starts[column];
    }

    int to(int column) {
        return starts[column] + Math.max(0, lengths[column]);
    }

    boolean has(int column) {
        return lengths[column] > 0;
    }

    private short two(int at) {
        return (short) (bytes[at] << 8 | bytes[at + 1] & 0xff);
    }

    private int four(int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
    }
}
