package fr.balise.directory.load;

import static fr.balise.directory.load.Column.*;

import org.jspecify.annotations.Nullable;

/**
 * The structures that the files of a load name. One structure has one row, although the mailbox file knows it by one national
 * number and the activity file perhaps by another: exact number first, then the other numbers that are its alone.
 */
final class Structures {
    private static final int LONGEST_ID = 60;
    private static final int SIRET_LENGTH = 14;
    private static final int FINESS_LENGTH = 9;
    private static final Column[] TOLD = {
        TECHNICAL, FINESS, FINESS_LEGAL, SIREN, SIRET, NAME, BRAND, STREET_NUMBER, STREET_REPEAT, STREET_KIND, STREET,
        MENTION, COMPLEMENT, COMPLEMENT_PLACE, ROUTING, POSTCODE, CITY, DEPARTMENT, COUNTRY, COUNTRY_CODE, PHONE, SECTOR
    };

    private final Round round;
    private final Known known;
    private final Aliases aliases;
    private final Ids ids;
    private final NationalKeys keys;
    private final byte[] id = new byte[LONGEST_ID];
    private int length;
    private boolean met;

    Structures(Round round, Known known, Aliases aliases, Ids ids) {
        this.round = round;
        this.known = known;
        this.aliases = aliases;
        this.ids = ids;
        keys = new NationalKeys(round.hashes());
    }

    Known known() {
        return known;
    }

    /** The number of the structure that a mailbox row names; {@link Fault#NO_STRUCTURE} when it names none. */
    @Nullable
    Fault readMailboxId(Row row) {
        length = 0;
        if (!row.has(STRUCTURE_NUMBER)) return Fault.NO_STRUCTURE;
        var type = IdTypes.structure(row.text(STRUCTURE_TYPE), row.length(STRUCTURE_NUMBER));
        if (type == null) return Fault.STRUCTURE_NUMBER;
        append((byte) type.charAt(0), row, STRUCTURE_NUMBER);
        return plausible() ? null : Fault.STRUCTURE_NUMBER;
    }

    /** The best number that an activity row gives; {@link Fault#NO_STRUCTURE} when the activity has no place. */
    @Nullable
    Fault readActivityId(Row row) {
        length = 0;
        if (row.has(FORMER) && row.first(FORMER) >= '0' && row.first(FORMER) <= '4') append(row, FORMER);
        else if (row.has(TECHNICAL)) technical(row);
        else if (row.has(FINESS)) append((byte) '1', row, FINESS);
        else if (row.has(SIRET)) append((byte) '3', row, SIRET);
        else if (row.has(FINESS_LEGAL)) append((byte) '1', row, FINESS_LEGAL);
        else if (row.has(SIREN)) append((byte) '2', row, SIREN);
        else return Fault.NO_STRUCTURE;
        return plausible() ? null : Fault.STRUCTURE_NUMBER;
    }

    /** F and C stand for FINESS and SIRET; what follows R is a number of the register itself. */
    private void technical(Row row) {
        byte first = row.first(TECHNICAL);
        append(row, TECHNICAL);
        if (length == 0) return;
        if (first == 'F') id[0] = '1';
        if (first == 'C') id[0] = '3';
    }

    private void append(byte type, Row row, Column column) {
        id[length++] = type;
        append(row, column);
    }

    private void append(Row row, Column column) {
        if (length + row.length(column) > LONGEST_ID) {
            length = 0;
            return;
        }
        System.arraycopy(row.bytes(), row.from(column), id, length, row.length(column));
        length += row.length(column);
    }

    private boolean plausible() {
        if (length < 2) return false;
        for (int i = 0; i < length; i++) if (id[i] <= ' ' || id[i] >= 0x7f || id[i] == '\\') return false;
        return true;
    }

    /** Whether the key of a FINESS, SIREN or SIRET fails, which is only worth a warning. */
    boolean keyFails() {
        int digits = length - 1;
        boolean checked = id[0] == '1' && digits == FINESS_LENGTH
                || id[0] == '2' && digits == FINESS_LENGTH
                || id[0] == '3' && digits == SIRET_LENGTH;
        return checked && !CheckDigit.holds(id, 1, length);
    }

    /** The number of the structure whose id was read last, which is staged if the row tells anything new. */
    int see(Row row, Kind kind, Outcome outcome) {
        long key = keys.of(id, 0, length);
        int number = resolve(key, row, kind);
        boolean fresh = number < 0;
        if (fresh) number = known.add(key, ids.next());
        int seen = known.seen(number);
        known.see(number, kind.bit);
        met = (seen & kind.bit) != 0;
        if (!fresh && (seen != 0 || !speaks(kind, number))) return number;
        long hash = round.hashes().mix(kind.bit, row.hash(TOLD));
        if (!fresh && known.isHeld(number) && known.hash(number) == hash) return number;
        known.hash(number, hash);
        if (!fresh) outcome.touch();
        if (kind == Kind.ACTIVITY) alias(row, number);
        write(
                fresh
                        ? round.stage().structures.fresh()
                        : round.stage().structures.changed(),
                row,
                kind,
                number);
        return number;
    }

    /** Whether the file had named the structure seen last before. */
    boolean met() {
        return met;
    }

    private int resolve(long key, Row row, Kind kind) {
        int number = known.find(key);
        if (number < 0) number = aliases.find(key);
        if (number < 0 && kind == Kind.ACTIVITY) {
            if (row.has(TECHNICAL)) number = aliases.find(technicalKey(row));
            if (number < 0 && row.has(SIRET)) number = knownBySiret(row);
        }
        return number;
    }

    /** A structure that only the mailbox file knew, by its SIRET, and that no other site has claimed. */
    private int knownBySiret(Row row) {
        int number = known.find(prefixed('3', row, SIRET));
        return number >= 0 && (known.seen(number) & Kind.ACTIVITY.bit) == 0 ? number : -1;
    }

    private void alias(Row row, int number) {
        if (row.has(TECHNICAL)) aliases.add(technicalKey(row), number);
        if (row.has(SIRET)) aliases.add(prefixed('3', row, SIRET), number);
        if (row.has(FINESS)) aliases.add(prefixed('1', row, FINESS), number);
        if (row.has(FORMER)) aliases.add(keys.of(row.bytes(), row.from(FORMER), row.to(FORMER)), number);
    }

    private long technicalKey(Row row) {
        return keys.of(row.bytes(), row.from(TECHNICAL), row.to(TECHNICAL));
    }

    private long prefixed(char type, Row row, Column column) {
        var text = type + row.text(column);
        var bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return keys.of(bytes, 0, bytes.length);
    }

    private boolean speaks(Kind kind, int number) {
        int teller = known.marks(number) & Known.TELLERS;
        return teller == 0 || teller == kind.bit || known.gone(number) || round.rereads(teller) || kind.trusts(teller);
    }

    private void write(CopyTable to, Row row, Kind kind, int number) {
        var place = Place.of(row);
        to.begin().bigint(known.id(number)).text(id, 0, length).text(row, TECHNICAL);
        if (id[0] == '1' && !row.has(FINESS)) to.text(id, 1, length);
        else to.text(row, FINESS);
        to.text(row, FINESS_LEGAL);
        if (id[0] == '2' && !row.has(SIREN)) to.text(id, 1, length);
        else to.text(row, SIREN);
        if (id[0] == '3' && !row.has(SIRET)) to.text(id, 1, length);
        else to.text(row, SIRET);
        to.text(place.name(row))
                .text(row, BRAND)
                .text(place.line())
                .text(place.complement())
                .text(row, POSTCODE)
                .text(place.city())
                .text(place.department())
                .text(place.country())
                .text(row, PHONE)
                .text(row, SECTOR)
                .smallint(kind.bit)
                .date(round.day())
                .time(round.now())
                .bigint(known.hash(number));
    }
}
