package fr.balise.directory.load;

import fr.balise.directory.search.Folding;
import org.jspecify.annotations.Nullable;

/** Kinds of identifiers, which some files give by code and others by label. */
final class IdTypes {
    private IdTypes() {}

    /** Prefix of an idNatPS; null when it is none. */
    static @Nullable String person(String type) {
        return switch (Folding.fold(type)) {
            case "0", "adeli" -> "0";
            case "1", "adeli cabinet" -> "1";
            case "3", "finess" -> "3";
            case "4", "siren" -> "4";
            case "5", "siret" -> "5";
            case "6", "rpps cabinet", "rpps rang" -> "6";
            case "8", "rpps", "" -> "8";
            case "10", "mssante" -> "10";
            default -> null;
        };
    }

    /** Prefix of an idNat_Struct, by its type or, without one, by the length of the number; null when it is none. */
    static @Nullable String structure(String type, int length) {
        return switch (Folding.fold(type)) {
            case "0", "adeli", "adeli cabinet", "cabinet adeli", "adeli rang" -> "0";
            case "1", "finess" -> "1";
            case "2", "siren" -> "2";
            case "3", "siret" -> "3";
            case "4", "rpps", "rpps cabinet", "cabinet rpps", "rpps rang" -> "4";
            case "" -> length == 9 ? "1" : length == 14 ? "3" : null;
            default -> null;
        };
    }
}
