package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configuration of Dovecot and Postfix, made from templates. Pure but for the templates: the same settings give the same files, so
 * that what an operator changed is seen by comparing.
 */
public final class EngineFiles {
    static final List<String> DOVECOT =
            List.of("dovecot.conf", "auth.lua", "userdb.conf.ext", "accounts.conf.ext", "acls");
    static final List<String> POSTFIX = List.of(
            "main.cf",
            "master.cf",
            "domains.cf",
            "mailboxes.cf",
            "aliases.cf",
            "recipients.cf",
            "senders.cf",
            "full.cf",
            "redirects.cf",
            "transports.cf",
            "tls-policies.cf");

    private static final Pattern HOLE = Pattern.compile("\\$\\{(\\w+)}");

    private EngineFiles() {}

    /** Name and text of each file of {@code dovecot} or {@code postfix}. */
    static Map<String, String> render(String server, List<String> names, Map<String, String> values)
            throws IOException {
        var files = new LinkedHashMap<String, String>();
        for (var name : names) files.put(name, fill(template(server, name), values));
        return files;
    }

    /** @throws IllegalStateException for a hole without a value: a configuration with one must never be started */
    static String fill(String template, Map<String, String> values) {
        return HOLE.matcher(template).replaceAll(hole -> {
            var value = values.get(hole.group(1));
            if (value == null) throw new IllegalStateException("no value for " + hole.group(1));
            if (value.chars().anyMatch(c -> c < ' '))
                throw new Failure("a control character in the setting " + hole.group(1) + " of the mail servers");
            return Matcher.quoteReplacement(value);
        });
    }

    private static String template(String server, String name) throws IOException {
        try (var in = EngineFiles.class.getResourceAsStream("/engine/" + server + "/" + name)) {
            if (in == null) throw new IllegalStateException("no template " + server + "/" + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A folder in a path that a configuration file can hold. @throws Failure when it cannot */
    static String plain(Path path) {
        var text = path.toString();
        if (!text.matches("[A-Za-z0-9_./+@-]+"))
            throw new Failure("the mail servers need a data folder of letters, digits and . _ + @ - alone, not " + text
                    + "; name another one with --data.");
        return text;
    }
}
