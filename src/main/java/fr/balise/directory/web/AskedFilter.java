package fr.balise.directory.web;

import fr.balise.directory.search.SearchRequest;
import fr.balise.kernel.MailboxType;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Filters as they come in a URL. */
public record AskedFilter(
        @Nullable String profession,
        @Nullable String specialty,
        @Nullable String department,
        @Nullable String type,
        @Nullable String mailbox) {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,20}");

    /** Empty when a value cannot be one; blank values ask nothing. */
    public Optional<SearchRequest.Filter> read() {
        if (!codes()) return Optional.empty();
        var word = given(type) == null ? null : String.valueOf(type).toUpperCase(Locale.ROOT);
        if (word != null
                && Stream.of(MailboxType.values()).noneMatch(t -> t.name().equals(word))) return Optional.empty();
        return Optional.of(new SearchRequest.Filter(
                given(profession),
                given(specialty),
                given(department),
                word == null ? null : MailboxType.valueOf(word),
                "true".equals(mailbox) || "on".equals(mailbox)));
    }

    /** Whether anything is asked, so that the page opens its filters. */
    public boolean any() {
        return Stream.of(profession, specialty, department, type, mailbox).anyMatch(v -> given(v) != null);
    }

    private boolean codes() {
        return Stream.of(profession, specialty, department)
                .allMatch(
                        c -> given(c) == null || CODE.matcher(String.valueOf(c)).matches());
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
