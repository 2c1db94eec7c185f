package fr.balise.portal.supervisor;

import java.nio.file.Path;
import java.util.List;

/** The Java that runs this program runs the others as well. */
final class Java {
    private Java() {}

    static List<String> program() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow");
    }
}
