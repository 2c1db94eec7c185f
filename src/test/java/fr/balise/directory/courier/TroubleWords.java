package fr.balise.directory.courier;

import java.util.List;
import java.util.stream.Stream;

/** Every word that the courier may leave behind: each needs its words on the staff's page. */
public final class TroubleWords {
    public static final List<String> ALL =
            Stream.of(Trouble.values()).map(Trouble::word).toList();

    private TroubleWords() {}
}
