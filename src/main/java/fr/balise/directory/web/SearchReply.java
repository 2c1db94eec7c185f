package fr.balise.directory.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.balise.directory.search.Generation;
import fr.balise.directory.search.Hit;
import fr.balise.directory.search.SearchAnswer;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of a search, as docs/search.md and openapi.json promise it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record SearchReply(List<Result> results, boolean more, Source directory, double tookMs) {

    /** @param kind {@code person} or {@code structure} */
    record Result(
            String kind,
            @Nullable Person person,
            @Nullable Situation situation,
            int otherSituations,
            List<Hit.Box> mailboxes,
            float score) {}

    /** @param rppsEnd what tells homonyms apart on a screen */
    record Person(
            long id,
            @Nullable String rpps,
            @Nullable String rppsEnd,
            @Nullable String civility,
            String family,
            @Nullable String given,
            String fullName) {}

    record Situation(
            @Nullable Long id,
            @Nullable String profession,
            List<String> specialties,
            @Nullable Structure structure,
            @Nullable String postcode,
            @Nullable String city,
            @Nullable String department) {}

    record Structure(long id, String name, @Nullable String finess) {}

    /** Which files the answer comes from. */
    record Source(
            long load,
            @Nullable LocalDate mailboxes,
            @Nullable LocalDate activities) {}

    static SearchReply of(SearchAnswer.Found found, long nanoseconds) {
        var results = found.hits().stream().map(SearchReply::result).toList();
        return new SearchReply(results, found.more(), source(found.generation()), Math.round(nanoseconds / 1e4) / 1e2);
    }

    private static Source source(Generation generation) {
        return new Source(generation.load(), generation.mailboxes(), generation.activities());
    }

    private static Result result(Hit hit) {
        var kind = hit.person() == null ? "structure" : "person";
        return new Result(
                kind,
                person(hit.person()),
                situation(hit.situation()),
                hit.otherSituations(),
                hit.mailboxes(),
                hit.score());
    }

    private static @Nullable Person person(Hit.@Nullable Who who) {
        return who == null
                ? null
                : new Person(
                        who.id(), who.rpps(), who.rppsEnd(), who.civility(), who.family(), who.given(), who.fullName());
    }

    private static @Nullable Situation situation(Hit.@Nullable Where where) {
        if (where == null) return null;
        var place = where.structure();
        return place == null
                ? new Situation(where.id(), where.profession(), where.specialties(), null, null, null, null)
                : new Situation(
                        where.id(),
                        where.profession(),
                        where.specialties(),
                        new Structure(place.id(), place.name(), place.finess()),
                        place.postcode(),
                        place.city(),
                        place.department());
    }
}
