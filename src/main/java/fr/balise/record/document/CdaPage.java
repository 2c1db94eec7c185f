package fr.balise.record.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/**
 * A structured document as something to read: the narrative blocks of its sections, which is what its author answers for
 * [CDAR2 1.2.3]. Of the marks of its writer only those are left that mean something on any page: no link, no picture, no style.
 *
 * @param html made here, of a few elements without attributes but spans of cells; empty for a document that is a file inside XML
 * @param file that file, decoded; null for a structured body
 */
public record CdaPage(String title, String html, byte @Nullable [] file) {
    private static final String ROOT = "ClinicalDocument";
    private static final String BODY = ROOT + "/component/";
    private static final String FILE = BODY + "nonXMLBody/text";
    private static final int LARGEST_PAGE = 2 << 20;
    private static final int LARGEST_FILE = 40 << 20;
    private static final int DEEPEST_HEADING = 5;

    /** Elements of narrative blocks, and what stands for them here. */
    private static final Map<String, String> ELEMENTS = Map.ofEntries(
            Map.entry("paragraph", "p"),
            Map.entry("list", "ul"),
            Map.entry("item", "li"),
            Map.entry("table", "table"),
            Map.entry("thead", "thead"),
            Map.entry("tbody", "tbody"),
            Map.entry("tfoot", "tfoot"),
            Map.entry("tr", "tr"),
            Map.entry("th", "th"),
            Map.entry("td", "td"),
            Map.entry("sub", "sub"),
            Map.entry("sup", "sup"),
            Map.entry("br", "br"));

    private static final Set<String> WITHOUT_END = Set.of("br");

    /** Empty for XML that is something else. @throws Unsafe for what cannot be read safely */
    static Optional<CdaPage> of(byte[] octets) throws Unsafe {
        if (CdaReading.head(octets).isEmpty()) return Optional.empty();
        var reading = new Reading();
        SafeXml.read(octets, reading);
        return Optional.of(new CdaPage(reading.title.toString().strip(), reading.html.toString(), reading.file()));
    }

    private static final class Reading implements SafeXml.Taker {
        private final StringBuilder title = new StringBuilder();
        private final StringBuilder html = new StringBuilder();
        private final StringBuilder base64 = new StringBuilder();
        private boolean encoded;

        @Override
        public boolean start(String path, XMLStreamReader at) {
            if (path.equals(FILE))
                encoded = SafeXml.attribute(at, "representation").equals("B64");
            if (isHeading(path)) html.append('<').append(heading(path)).append('>');
            if (!isNarrative(path)) return true;
            var element = ELEMENTS.get(last(path));
            if (element != null)
                html.append('<').append(element).append(spans(at)).append('>');
            if (element == null && last(path).equals("caption")) html.append("<p>");
            return true;
        }

        private static String spans(XMLStreamReader at) {
            var spans = new StringBuilder();
            for (var name : new String[] {"colspan", "rowspan"}) {
                var value = SafeXml.attribute(at, name);
                if (value.matches("[1-9][0-9]?"))
                    spans.append(' ').append(name).append("=\"").append(value).append('"');
            }
            return spans.toString();
        }

        @Override
        public void characters(String path, String text) throws Unsafe {
            if (path.equals(ROOT + "/title")) title.append(text, 0, Math.min(text.length(), 500));
            if (path.equals(FILE) && encoded) base64.append(text);
            if (isHeading(path) || isNarrative(path) || path.equals(FILE) && !encoded)
                html.append(Entities.escape(text));
            if (html.length() > LARGEST_PAGE || base64.length() > LARGEST_FILE) throw new Unsafe("cda: too long");
        }

        @Override
        public void end(String path) {
            if (isHeading(path)) html.append("</").append(heading(path)).append('>');
            if (!isNarrative(path)) return;
            var element = ELEMENTS.get(last(path));
            if (element != null && !WITHOUT_END.contains(element))
                html.append("</").append(element).append('>');
            if (element == null && last(path).equals("caption")) html.append("</p>");
        }

        private static boolean isHeading(String path) {
            return path.startsWith(BODY) && path.endsWith("/section/title");
        }

        private static String heading(String path) {
            int depth = path.split("/section", -1).length - 1;
            return "h" + Math.min(DEEPEST_HEADING, depth + 2);
        }

        /** Inside the text of a section, which is its last ancestor of that name. */
        private static boolean isNarrative(String path) {
            int text = path.indexOf("/section/text");
            return path.startsWith(BODY)
                    && text > 0
                    && (path.length() == text + "/section/text".length()
                            || path.charAt(text + "/section/text".length()) == '/');
        }

        private static String last(String path) {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        private byte @Nullable [] file() {
            if (base64.isEmpty()) return null;
            try (var in = Base64.getMimeDecoder()
                    .wrap(new java.io.ByteArrayInputStream(
                            base64.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)))) {
                var out = new ByteArrayOutputStream();
                in.transferTo(out);
                return out.toByteArray();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "CdaPage"; // all of it is health data
    }
}
