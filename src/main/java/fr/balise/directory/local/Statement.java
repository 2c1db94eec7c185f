package fr.balise.directory.local;

import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.Publication.Wanted;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said of an address on a place. */
public record Statement(
        Visibility visibility,
        @Nullable Integer rank,
        @Nullable String description,
        @Nullable String service,
        @Nullable String responsible) {

    static Statement of(Wanted wanted) {
        return new Statement(
                wanted.visibility(), wanted.rank(), wanted.description(), wanted.service(), wanted.responsible());
    }

    public boolean unlisted() {
        return visibility == Visibility.UNLISTED;
    }

    /** For the audit, which keeps no names of people. */
    static Map<String, String> told(@Nullable Statement statement) {
        var told = new LinkedHashMap<String, String>();
        told.put("listing", statement == null ? "none" : statement.visibility.name());
        if (statement == null) return told;
        if (statement.rank != null) told.put("rank", statement.rank.toString());
        if (statement.description != null) told.put("description", statement.description);
        if (statement.service != null) told.put("service", statement.service);
        if (statement.responsible != null) told.put("responsible", "given");
        return told;
    }
}
