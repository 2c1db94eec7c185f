package fr.balise.mailbox.takeout;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.util.HtmlUtils;

/** The pages that a browser opens without any network: no script, nothing from elsewhere, everything from mail escaped. Pure. */
final class Index {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="fr"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width">
            <title>%s</title>
            <style>body{font:1rem/1.5 sans-serif;max-width:70rem;margin:1rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%%}
            th,td{text-align:left;vertical-align:top;border-bottom:1px solid #ccc;padding:.3rem .5rem;overflow-wrap:anywhere}</style>
            </head><body><h1>%s</h1>
            """;

    private Index() {}

    /** @param path of the message in the archive, and of its attachments */
    record Row(String date, String from, String subject, long octets, String path, List<String> attachments) {}

    static String row(Row row) {
        var attached = row.attachments().stream()
                .map(path -> link("../" + path, path.substring(path.lastIndexOf('/') + 1)))
                .collect(Collectors.joining("<br>"));
        return "<tr><td>" + text(row.date()) + "</td><td>" + text(row.from()) + "</td><td>"
                + link("../" + row.path(), row.subject().isBlank() ? "(sans objet)" : row.subject()) + "</td><td>"
                + kilobytes(row.octets()) + "</td><td>" + attached + "</td></tr>";
    }

    static String pageHead(String folder, int page) {
        return HEAD.formatted(plain(folder), text(folder))
                + "<p><a href=\"../index.html\">Tous les dossiers</a> · page " + page
                + "</p>\n<table><thead><tr><th>Date</th>"
                + "<th>De</th><th>Objet</th><th>Taille</th><th>Pièces jointes</th></tr></thead><tbody>\n";
    }

    static String pageFoot(int page, boolean last, String next) {
        return "</tbody></table>\n" + (last ? "" : "<p>" + link(next, "Page " + (page + 1)) + "</p>\n")
                + "</body></html>\n";
    }

    static String folder(String name, long messages, String first) {
        return "<li>" + (messages == 0 ? text(name) : link(first, name)) + " – " + messages + " message(s)</li>";
    }

    static String indexHead(String address, String day) {
        return HEAD.formatted(plain("Courrier de " + address), text("Courrier de " + address))
                + "<p>Récupéré le " + text(day)
                + ". Chaque message est un fichier .eml, identique octet pour octet à celui de la boîte. "
                + "Un logiciel de messagerie les ouvre. Les sommes de contrôle sont dans <a href=\"manifest-sha256.txt\">manifest-sha256.txt</a>."
                + " Ces messages contiennent des données de santé : gardez ce dossier en lieu sûr.</p>\n<ul>\n";
    }

    static final String INDEX_FOOT = "</ul></body></html>\n";

    private static String link(String path, String words) {
        var href = Stream.of(path.split("/"))
                .map(segment -> segment.equals("..")
                        ? segment
                        : URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
        return "<a href=\"" + href + "\">" + text(words) + "</a>";
    }

    /** Escaped, on one line, and in its own reading direction. */
    static String text(String any) {
        return "<bdi>" + plain(any) + "</bdi>";
    }

    private static String plain(String any) {
        var line = any.codePoints()
                .limit(500)
                .filter(c -> !Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT
                        && Character.getType(c) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return HtmlUtils.htmlEscape(line, "UTF-8");
    }

    private static String kilobytes(long octets) {
        return Math.max(1, octets / 1024) + " Ko";
    }
}
