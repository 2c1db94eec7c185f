package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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

    static final List<String> SYSTEM = List.of("balise.service", "dovecot.conf", "postfix.conf", "logrotate");

    private static final Pattern HOLE = Pattern.compile("\\$\\{(\\w+)}");

    /** Before lines of a template that stand only in the configuration of Balise's own servers, or only in the system's. */
    private static final Map<EngineOwner, String> MARKS =
            Map.of(EngineOwner.BALISE, "[own] ", EngineOwner.SYSTEM, "[system] ");

    private EngineFiles() {}

    static Map<String, String> dovecot(EngineValues values) throws IOException {
        return render("dovecot", DOVECOT, values.owner(), values.dovecot());
    }

    static Map<String, String> postfix(EngineValues values) throws IOException {
        return render("postfix", POSTFIX, values.owner(), values.postfix());
    }

    /** Units of systemd and the rotation of the logs, for the system's servers. */
    static Map<String, String> system(EngineValues values) throws IOException {
        return render("system", SYSTEM, values.owner(), values.system());
    }

    /** Name and text of each file. */
    private static Map<String, String> render(
            String folder, List<String> names, EngineOwner owner, Map<String, String> values) throws IOException {
        var files = new LinkedHashMap<String, String>();
        for (var name : names) files.put(name, fill(linesOf(owner, template(folder, name)), values));
        return files;
    }

    /** The template without the lines that are for the other owner. */
    static String linesOf(EngineOwner owner, String template) {
        return template.lines()
                .filter(line -> MARKS.entrySet().stream()
                        .noneMatch(mark -> mark.getKey() != owner && line.startsWith(mark.getValue())))
                .map(line -> line.startsWith(mark(owner))
                        ? line.substring(mark(owner).length())
                        : line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String mark(EngineOwner owner) {
        return Objects.requireNonNull(MARKS.get(owner));
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
