package fr.balise.directory;

/**
 * How far a load is.
 *
 * @param step {@code read}, {@code compare}, {@code apply}
 * @param file name of the file being read, empty in the later steps
 * @param percent 0 to 100 of this step, as far as it can be told
 */
public record LoadProgress(String step, String file, int percent) {}
