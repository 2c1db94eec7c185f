package fr.balise.directory.load;

import static fr.balise.directory.load.Column.CIVILITY;
import static fr.balise.directory.load.Column.FAMILY;
import static fr.balise.directory.load.Column.GIVEN;
import static fr.balise.directory.load.Column.PERSON_ID;
import static fr.balise.directory.load.Column.PERSON_NUMBER;
import static fr.balise.directory.load.Column.PERSON_TYPE;

import fr.balise.directory.search.Folding;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The people that the files of a load name. */
final class People {
    /** "8" and eleven digits. */
    private static final int RPPS_ID = 12;

    private static final int LONGEST_ID = 320;

    private final Round round;
    private final Known known;
    private final Ids ids;
    private final NationalKeys keys;
    private final byte[] id = new byte[LONGEST_ID + 2];
    private int length;
    private boolean met;

    People(Round round, Known known, Ids ids) {
        this.round = round;
        this.known = known;
        this.ids = ids;
        keys = new NationalKeys(round.hashes());
    }

    Known known() {
        return known;
    }

    /** Reads the number of the person in this row; null when it is one. {@link Fault#NO_PERSON} when there is none. */
    @Nullable
    Fault readId(Row row) {
        length = 0;
        if (row.has(PERSON_ID)) append(row, PERSON_ID);
        else if (row.has(PERSON_NUMBER)) {
            var type = IdTypes.person(row.text(PERSON_TYPE));
            if (type == null) return Fault.PERSON_NUMBER;
            append(type);
            append(row, PERSON_NUMBER);
        }
        if (length == 0) return Fault.NO_PERSON;
        return plausible() ? null : Fault.PERSON_NUMBER;
    }

    /** A person without any number is known by the mailbox address. */
    void useAddress(byte[] key, int keyLength) {
        length = 0;
        append("10");
        System.arraycopy(key, 0, id, length, keyLength);
        length += keyLength;
    }

    private void append(Row row, Column column) {
        if (length + row.length(column) > LONGEST_ID) {
            length = LONGEST_ID + 1;
            return;
        }
        System.arraycopy(row.bytes(), row.from(column), id, length, row.length(column));
        length += row.length(column);
    }

    private void append(String text) {
        for (int i = 0; i < text.length(); i++) id[length++] = (byte) text.charAt(i);
    }

    private boolean plausible() {
        if (length < 2 || length > LONGEST_ID) return false;
        for (int i = 0; i < length; i++) if (id[i] <= ' ' || id[i] == '\\' || id[i] == 0x7f) return false;
        return id[0] != '8' || hasRpps();
    }

    private boolean hasRpps() {
        if (length != RPPS_ID || id[0] != '8') return false;
        for (int i = 1; i < length; i++) if (id[i] < '0' || id[i] > '9') return false;
        return true;
    }

    /** Whether the key of the RPPS number fails, which is only worth a warning. */
    boolean keyFails() {
        return hasRpps() && !CheckDigit.holds(id, 1, length);
    }

    /** The number of the person whose id was read last, who is staged if the row tells anything new. */
    int see(Row row, Kind kind, Outcome outcome) {
        long key = keys.of(id, 0, length);
        int number = known.find(key);
        boolean fresh = number < 0;
        if (fresh) number = known.add(key, ids.next());
        int seen = known.seen(number);
        known.see(number, kind.bit);
        met = (seen & kind.bit) != 0;
        if (!fresh && (seen & kind.bit) != 0 || !speaks(kind, seen, number)) return number;
        long hash = round.hashes().mix(kind.bit, row.hash(CIVILITY, FAMILY, GIVEN));
        if (!fresh && known.isHeld(number) && known.hash(number) == hash) return number;
        known.hash(number, hash);
        if (!fresh) outcome.touch();
        write(fresh ? round.stage().persons.fresh() : round.stage().persons.changed(), row, kind, number);
        return number;
    }

    /** Whether the file had named the person seen last before. */
    boolean met() {
        return met;
    }

    /** The most trusted file that names a person says what the person is called. */
    private boolean speaks(Kind kind, int seen, int number) {
        if (seen != 0) return false; // files are read in the order of trust
        int teller = known.marks(number) & Known.TELLERS;
        return teller == 0 || teller == kind.bit || known.gone(number) || round.rereads(teller) || kind.trusts(teller);
    }

    private void write(CopyTable to, Row row, Kind kind, int number) {
        var family = row.text(FAMILY);
        var given = row.has(GIVEN) ? MixedCase.of(row.text(GIVEN)) : null;
        to.begin().bigint(known.id(number)).text(id, 0, length);
        if (hasRpps()) to.text(id, 1, length);
        else to.nothing();
        to.text(row, CIVILITY)
                .text(row, FAMILY)
                .text(given)
                .text(Folding.fold(given == null ? family : family + " " + given))
                .smallint(kind.bit)
                .date(round.day())
                .time(round.now())
                .bigint(known.hash(number));
    }

    /** The number of the person as text, for a report. */
    @Override
    public String toString() {
        return new String(id, 0, length, StandardCharsets.UTF_8);
    }
}
