package fr.balise.directory.search;

import java.util.List;

/** What a search answers; everything in it is of one generation of the directory. */
public sealed interface SearchAnswer {

    /**
     * @param hits best first, one per person or structure
     * @param more whether further hits were left out
     */
    record Found(List<Hit> hits, boolean more, Generation generation) implements SearchAnswer {}

    /**
     * There is no usable index yet; it is being made.
     *
     * @param percent done, 0…99
     */
    record BeingPrepared(int percent) implements SearchAnswer {}
}
