package fr.balise.directory.fhir;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A search, read and understood.
 *
 * @param given the parameters as they were asked, from which a later page reads the search again
 * @param count resources wanted on a page; 0 for the number of matches alone
 * @param total whether all matches are counted
 */
record Asked(Kind kind, Map<String, List<String>> given, Clause where, Set<String> includes, int count, Total total) {

    enum Total {
        ACCURATE,
        NONE,
        /** As far as it costs nothing. */
        IF_KNOWN
    }
}
