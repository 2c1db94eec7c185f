package fr.balise.mailbox.elsewhere;

import fr.balise.mailbox.lifecycle.ReplyScript;
import fr.balise.mailstore.ElsewhereFilters.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may be done among the filters that somebody has at another operator: one script of ours beside them, which lets theirs run after it.
 * Theirs are never changed. Pure.
 */
final class FilterRules {
    static final String NAME = "balise-reponse-automatique";

    private static final Pattern BEFORE =
            Pattern.compile("(?m)^include :personal :optional \"((?:[^\"\\\\]++|\\\\.)*+)\";\\r?$");

    /** Extensions that answer or turn away: with a reply in the same run, servers end the run with an error [RFC5230 4.7]. */
    private static final List<String> ANSWERING = List.of("\"vacation", "\"reject\"", "\"ereject\"");

    private FilterRules() {}

    sealed interface Plan {
        /** @param before the script that is active, or was when ours took its place; null for none */
        record Go(@Nullable String before) implements Plan {}

        /** @param why ending of a message key; {@code name} the filter that it is about, empty if none */
        record No(String why, String name) implements Plan {}
    }

    /**
     * @param texts of the scripts by name
     * @param noted what was active when ours took its place, as it was noted then; null if nothing was
     */
    static Plan plan(
            Set<String> extensions,
            List<Script> scripts,
            Map<String, String> texts,
            boolean copying,
            @Nullable String noted) {
        var needed = new ArrayList<>(ReplyScript.NEEDED);
        if (copying) needed.add("copy");
        if (!extensions.containsAll(needed)) return new Plan.No("cannot", "");
        if (isThere(scripts, NAME) && !isOurs(texts.getOrDefault(NAME, ""))) return new Plan.No("name-taken", NAME);
        var before = before(scripts, texts, noted);
        if (before == null) return new Plan.Go(null);
        if (!extensions.contains("include")) return new Plan.No("no-include", before);
        return answers(before, texts) ? new Plan.No("answers", before) : new Plan.Go(before);
    }

    /** The holder's script that runs now, by itself or after ours; null for none, and for one that is gone. */
    static @Nullable String before(List<Script> scripts, Map<String, String> texts, @Nullable String noted) {
        var active = active(scripts);
        if (active == null || !active.equals(NAME)) return active;
        var said = noted == null ? included(texts.getOrDefault(NAME, "")) : noted;
        return said != null && !said.equals(NAME) && isThere(scripts, said) ? said : null;
    }

    static @Nullable String active(List<Script> scripts) {
        return scripts.stream()
                .filter(Script::active)
                .map(Script::name)
                .findFirst()
                .orElse(null);
    }

    static boolean isThere(List<Script> scripts, String name) {
        return scripts.stream().anyMatch(script -> script.name().equals(name));
    }

    static boolean isOurs(String text) {
        return text.startsWith(ReplyScript.OURS);
    }

    /** A script that includes others may answer through any of them. */
    private static boolean answers(String name, Map<String, String> texts) {
        var own = texts.getOrDefault(name, "").toLowerCase(Locale.ROOT);
        if (ANSWERING.stream().anyMatch(own::contains)) return true;
        return own.contains("\"include\"")
                && texts.entrySet().stream()
                        .filter(other -> !other.getKey().equals(NAME))
                        .map(other -> other.getValue().toLowerCase(Locale.ROOT))
                        .anyMatch(text -> ANSWERING.stream().anyMatch(text::contains));
    }

    private static @Nullable String included(String text) {
        var found = BEFORE.matcher(text);
        String last = null;
        while (found.find()) last = found.group(1).replaceAll("\\\\(.)", "$1");
        return last;
    }
}
