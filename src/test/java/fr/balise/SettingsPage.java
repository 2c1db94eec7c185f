package fr.balise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes docs/configuration.md from the settings records: prefix, name, default and what the record's comment says. */
final class SettingsPage {
    private static final Pattern PREFIX = Pattern.compile("@ConfigurationProperties\\(\"([^\"]+)\"\\)");
    private static final Pattern RECORD =
            Pattern.compile("(?s)/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*"
                    + "(?:public |static |private )*record (\\w+)\\(");
    private static final Pattern DEFAULT = Pattern.compile("@DefaultValue(?:\\((\\{[^}]*}|\"[^\"]*\")\\))?");

    private SettingsPage() {}

    record Setting(String name, String standard, String meaning) {}

    static String of(Path sources) throws IOException {
        var page = new StringBuilder("""
                # Settings

                In `config/application.yaml`, or as environment variables: `balise.mailbox.check-every` is `BALISE_MAILBOX_CHECKEVERY`.
                Made from the settings records by the tests; `BALISE_WRITE_DOCS=1 ./balise test` writes it anew.
                """);
        try (var files = Files.walk(sources)) {
            for (var file :
                    files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
                var source = Files.readString(file);
                var prefix = PREFIX.matcher(source);
                if (prefix.find() && source.contains("record ")) section(page, prefix.group(1), source);
            }
        }
        return page.toString();
    }

    private static void section(StringBuilder page, String prefix, String source) {
        page.append("\n## ").append(prefix).append("\n");
        page.append("| setting | default | what it is |\n|---|---|---|\n");
        for (var setting : settings(prefix, source, RECORD.matcher(source)))
            page.append("| `%s` | %s | %s |%n".formatted(setting.name, setting.standard, setting.meaning));
    }

    private static List<Setting> settings(String prefix, String source, Matcher record) {
        var found = new ArrayList<Setting>();
        if (!record.find()) throw new IllegalStateException("no commented record in the settings of " + prefix);
        var comment = record.group(1)
                .replaceAll("\\s*\\n\\s*\\*\\s?", " ")
                .replaceAll("\\{@\\w+ ([^}]*)}", "`$1`")
                .strip();
        for (var component : components(source, record.end())) {
            var words = component
                    .replaceAll("(?s)@\\w+(\\([^)]*\\))?\\s*", "")
                    .strip()
                    .split("\\s+");
            var name = words[words.length - 1];
            var nested = Pattern.compile(
                            "(?s)/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:public |static )*record (" + words[0] + ")\\(")
                    .matcher(source);
            if (nested.find()) found.addAll(settings(prefix + "." + kebab(name), source, nested.reset()));
            else found.add(new Setting(prefix + "." + kebab(name), standard(component), meaning(comment, name)));
        }
        return found;
    }

    private static List<String> components(String source, int from) {
        var parts = new ArrayList<String>();
        int depth = 0;
        boolean quoted = false;
        var part = new StringBuilder();
        for (int i = from; ; i++) {
            char c = source.charAt(i);
            if (c == '"') quoted = !quoted;
            if (!quoted && c == ')' && depth == 0) break;
            if (!quoted && "(<{".indexOf(c) >= 0) depth++;
            if (!quoted && ")>}".indexOf(c) >= 0) depth--;
            if (!quoted && c == ',' && depth == 0) {
                parts.add(part.toString());
                part.setLength(0);
            } else part.append(c);
        }
        parts.add(part.toString());
        return parts;
    }

    private static String standard(String component) {
        var found = DEFAULT.matcher(component);
        if (!found.find()) return "–";
        var value = found.group(1);
        return value == null ? "none" : "`" + value.replace("\"", "") + "`";
    }

    private static String meaning(String comment, String name) {
        var found = Pattern.compile("@param " + name + " (.*?)(?= @param |$)").matcher(comment);
        if (!found.find()) return "–";
        return found.group(1).strip().replace("|", "\\|");
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    static void write(Path page, String text) {
        try {
            Files.writeString(page, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
