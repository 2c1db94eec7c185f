package fr.balise.promotion;

import fr.balise.directory.Structure;
import fr.balise.kernel.MailAddress;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the page behind the short link of a structure shows: its service mailbox to use, now. Names nobody.
 *
 * @param service department of that mailbox; null where the directory tells none
 * @param because {@link Because#CHOSEN}, or why another one is shown in its stead
 * @param exceptions kinds of documents that go elsewhere
 * @param directory day of the directory that it is drawn from; null before the first load
 */
public record ServiceSignpost(
        Structure structure,
        @Nullable String service,
        MailAddress address,
        Because because,
        Map<DocumentKind, MailAddress> exceptions,
        @Nullable LocalDate directory) {
    public ServiceSignpost {
        exceptions = Collections.unmodifiableMap(new TreeMap<>(exceptions));
    }

    /** Whether the structure prefers it. */
    public boolean isChosen() {
        return because == Because.CHOSEN;
    }
}
