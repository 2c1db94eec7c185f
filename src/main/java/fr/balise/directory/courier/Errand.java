package fr.balise.directory.courier;

/**
 * One errand that this copy of Balise holds.
 *
 * @param number counts the changes of the wish: an answer to an older one is not the last word
 * @param attempt from 1; tells a carrier that was overtaken that the errand is no longer its own
 */
record Errand(long statement, long number, int attempt, Wish wish) {}
