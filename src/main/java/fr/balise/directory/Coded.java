package fr.balise.directory;

/**
 * A code of a national nomenclature with its label as the file gave it.
 *
 * @param system short name of the code system, for instance {@code TRE_G15-ProfessionSante}
 * @param label French label; the code itself when the file had none
 */
public record Coded(String system, String code, String label) {}
