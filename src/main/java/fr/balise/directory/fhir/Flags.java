package fr.balise.directory.fhir;

/** Yes or no, as searched. */
final class Flags {
    private Flags() {}

    static boolean read(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Bad.value("This is answered with true or false.");
        };
    }
}
