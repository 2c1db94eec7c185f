package fr.balise.directory;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way in of the national files: staged, compared, guarded, applied in one switch. One load at a time per database. */
public interface Loads {

    /**
     * Loads files of one day, plain or zipped, together: readers see all of them or none.
     *
     * @param acceptedBy who accepts a change beyond the guard's limit ({@code account:3}, {@code command-line}); null when nobody does
     * @param progress told now and then how far the load is; must not block
     */
    LoadReport load(List<Path> files, @Nullable String acceptedBy, Consumer<LoadProgress> progress);

    /** Applies a load that the guard stopped, if nothing was loaded since. */
    LoadReport accept(long load, String acceptedBy);

    /** Gives a load up that the guard stopped. */
    void decline(long load, String declinedBy);

    /** The newest loads first, those that were held, refused or abandoned included. */
    List<LoadReport> latest(int limit);
}
