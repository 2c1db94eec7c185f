package fr.balise.portal.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was typed, cut into the call, its words and its options.
 *
 * @param values options with a value, without dashes
 * @param flags options without one
 */
record Arguments(String call, List<String> words, Map<String, String> values, Set<String> flags) {
    private static final Set<String> VALUED = Set.of("data", "port-offset", "domain");
    private static final Set<String> FLAGS =
            Set.of("yes", "detach", "json", "accept-large-change", "insecure-demo-login", "system", "help");

    /** What was typed cannot be understood: exit status 2. */
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Wrong(String sentence) {
            super(sentence);
        }
    }

    static Arguments parse(String... typed) {
        var words = new ArrayList<String>();
        var values = new HashMap<String, String>();
        var flags = new HashSet<String>();
        boolean optionsEnded = false;
        for (int i = 0; i < typed.length; i++) {
            if (optionsEnded || !typed[i].startsWith("--")) {
                words.add(typed[i]);
                continue;
            }
            var option = typed[i].substring(2);
            if (option.isEmpty()) optionsEnded = true;
            else if (FLAGS.contains(option)) flags.add(option);
            else if (option.indexOf('=') > 0) put(values, option.split("=", 2));
            else if (i + 1 < typed.length) put(values, option, typed[++i]);
            else throw new Wrong(VALUED.contains(option) ? "--" + option + " needs a value" : unknown(option));
        }
        var call = words.isEmpty() ? "help" : words.removeFirst();
        return new Arguments(call, List.copyOf(words), Map.copyOf(values), Set.copyOf(flags));
    }

    private static void put(Map<String, String> values, String... pair) {
        if (!VALUED.contains(pair[0])) throw new Wrong(unknown(pair[0]));
        values.put(pair[0], pair[1]);
    }

    private static String unknown(String option) {
        return "no option --" + option + "; ./balise help lists them";
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The words, which must be this many. */
    List<String> exactly(int count, String usage) {
        if (words.size() != count) throw new Wrong("usage: ./balise " + usage);
        return words;
    }

    /** @throws Wrong unless it is a number that leaves every port below 65536 */
    int portOffset(Map<String, String> environment) {
        var text = value("port-offset").orElse(environment.getOrDefault("BALISE_PORT_OFFSET", "0"));
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 41_000)
            throw new Wrong("--port-offset is a number from 0 to 41000");
        return Integer.parseInt(text);
    }
}
