package fr.balise.directory.load;

import org.jspecify.annotations.Nullable;

/** Takes the rows of one kind of file. */
interface Rows {
    /** @return why the row is rejected, null when it is taken; a rejected row has changed nothing */
    @Nullable
    Fault take(Row row, Outcome outcome);

    /** All rows were given. */
    default void end() {}
}
