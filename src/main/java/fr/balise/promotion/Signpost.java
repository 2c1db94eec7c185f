package fr.balise.promotion;

import fr.balise.directory.Person;
import fr.balise.directory.Situation;
import fr.balise.kernel.MailAddress;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the page behind a short link shows: the address to use at one place, now.
 *
 * @param situation null for all places
 * @param because {@link Because#CHOSEN}, or why another one is shown in its stead
 * @param exceptions kinds of documents that go elsewhere
 * @param directory day of the directory that it is drawn from; null before the first load
 */
public record Signpost(
        Person person,
        @Nullable Situation situation,
        MailAddress address,
        Because because,
        Map<DocumentKind, MailAddress> exceptions,
        @Nullable LocalDate directory) {
    public Signpost {
        exceptions = Collections.unmodifiableMap(new TreeMap<>(exceptions));
    }

    /** Whether its holder prefers it there. */
    public boolean isChosen() {
        return because == Because.CHOSEN;
    }
}
