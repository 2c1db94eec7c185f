package fr.balise.directory.load;

import fr.balise.kernel.Luhn;
import java.nio.charset.StandardCharsets;

/** The kernel's check of a key, on bytes. */
final class CheckDigit {
    private CheckDigit() {}

    static boolean holds(byte[] bytes, int from, int to) {
        return Luhn.holds(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    }

    static boolean holds(Row row, Column column) {
        return holds(row.bytes(), row.from(column), row.to(column));
    }
}
