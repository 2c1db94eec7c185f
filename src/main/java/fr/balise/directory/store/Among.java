package fr.balise.directory.store;

/**
 * Conditions of SQL that a column is one of the values of an array. PostgreSQL plans {@code column = any (?)} anew for each array, since it
 * looks at how many values there are; for a statement of several joins that takes longer than answering it. What stands in a subquery it
 * cannot look into, so one plan, by the index, serves all.
 */
public final class Among {
    private Among() {}

    /** @param given parameter that holds an array of bigint */
    public static String ids(String column, String given) {
        return column + " = any (array(select unnest(" + given + "::bigint[])))";
    }

    /** @param given parameter that holds an array of text */
    public static String texts(String column, String given) {
        return column + " = any (array(select unnest(" + given + "::text[])))";
    }
}
