package fr.balise.directory.load;

import static fr.balise.directory.load.Column.ADDRESS;

import fr.balise.kernel.MailboxType;
import org.jspecify.annotations.Nullable;

/** The mailbox addresses that a file names. Two spellings of one address differ at most in capitals. */
final class Addresses {
    /** [RFC5321 4.5.3.1.1] */
    private static final int LONGEST_LOCAL = 64;
    /** [RFC5321 4.5.3.1.2] */
    private static final int LONGEST_DOMAIN = 255;

    /** Signs that a local part may have without quotes [RFC5322 3.2.3]. */
    private static final String SIGNS = "!#$%&'*+-/=?^_`{|}~.";

    private final Round round;
    private final Known known;
    private final Ids ids;
    private final byte[] key = new byte[LONGEST_LOCAL + 1 + LONGEST_DOMAIN];
    private int length;
    private int at;

    Addresses(Round round, Known known, Ids ids) {
        this.round = round;
        this.known = known;
        this.ids = ids;
    }

    Known known() {
        return known;
    }

    byte[] key() {
        return key;
    }

    int keyLength() {
        return length;
    }

    /** Reads the address of this row in lower case; null when it is one. */
    @Nullable
    Fault read(Row row) {
        length = 0;
        at = -1;
        if (row.length(ADDRESS) > key.length) return Fault.ADDRESS;
        var bytes = row.bytes();
        for (int i = row.from(ADDRESS); i < row.to(ADDRESS); i++) {
            byte b = bytes[i];
            if (b >= 'A' && b <= 'Z') b += 'a' - 'A';
            if (b == '@') {
                if (at >= 0) return Fault.ADDRESS;
                at = length;
            } else if (!allowed(b)) return Fault.ADDRESS;
            key[length++] = b;
        }
        boolean holds = at > 0
                && at <= LONGEST_LOCAL
                && length - at - 1 <= LONGEST_DOMAIN
                && length > at + 1
                && key[at + 1] != '.'
                && key[at + 1] != '-'
                && key[length - 1] != '.';
        return holds ? null : Fault.ADDRESS;
    }

    private boolean allowed(byte b) {
        if (b >= 'a' && b <= 'z' || b >= '0' && b <= '9') return true;
        return at < 0 ? b > 0 && SIGNS.indexOf(b) >= 0 : b == '.' || b == '-';
    }

    /** The number of the address read last, which is staged if it is new or spelled differently now. */
    int see(Row row, MailboxType type, Outcome outcome) {
        int number = known.find(round.hashes().of(key, 0, length));
        boolean fresh = number < 0;
        if (fresh) number = known.add(round.hashes().of(key, 0, length), ids.next());
        boolean again = known.seen(number) != 0;
        known.see(number, Kind.MAILBOX.bit);
        if (again || (known.marks(number) & Known.LOCAL) != 0) return number;
        long hash = round.hashes().mix(row.hash(ADDRESS), type.ordinal());
        if (!fresh && known.hash(number) == hash) return number;
        known.hash(number, hash);
        if (!fresh) outcome.touch();
        var to = fresh
                ? round.stage().addresses.fresh()
                : round.stage().addresses.changed();
        to.begin()
                .bigint(known.id(number))
                .text(key, 0, length)
                .text(row, ADDRESS)
                .text(key, at + 1, length)
                .text(type.name())
                .date(round.day())
                .time(round.now())
                .bigint(hash);
        return number;
    }
}
