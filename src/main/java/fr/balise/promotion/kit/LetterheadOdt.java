package fr.balise.promotion.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The same letter as an OpenDocument text [ODF1.3 3]: head and foot stand in the master page, fields in brackets in the body. Written
 * with what Java itself has, so that no library brings another XML parser.
 */
final class LetterheadOdt {
    static final String MEDIA = "application/vnd.oasis.opendocument.text";
    private static final String OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private static final String STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
    private static final String TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    private static final String DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0";
    private static final String FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0";
    private static final String SVG = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0";
    private static final String XLINK = "http://www.w3.org/1999/xlink";
    private static final String DC = "http://purl.org/dc/elements/1.1/";
    private static final String MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
    private static final int QR_POINTS = 75;
    private static final int QR_PIXELS = 300;
    private static final int LOGO_POINTS = 70;

    /** A paragraph's look, by its name in the document. */
    private enum Look {
        NAME(13, true, true),
        HEAD(10, false, false),
        BODY(11, false, false),
        ANSWER(10, true, true),
        LABEL(9, false, false),
        ADDRESS(11, true, false),
        SMALL(8, false, false);

        private final int points;
        private final boolean bold;
        private final boolean coloured;

        Look(int points, boolean bold, boolean coloured) {
            this.points = points;
            this.bold = bold;
            this.coloured = coloured;
        }
    }

    private interface Part {
        void write(XMLStreamWriter xml) throws XMLStreamException;
    }

    private LetterheadOdt() {}

    static byte[] of(Kit kit) {
        var pictures = pictures(kit);
        var parts = new LinkedHashMap<String, byte[]>();
        parts.put("content.xml", xml(xml -> content(xml, kit)));
        parts.put("styles.xml", xml(xml -> styles(xml, kit, pictures)));
        parts.put("meta.xml", xml(xml -> about(xml, kit)));
        parts.putAll(pictures);
        parts.put("META-INF/manifest.xml", xml(xml -> manifest(xml, pictures)));
        return zipped(parts);
    }

    private static Map<String, byte[]> pictures(Kit kit) {
        var pictures = new LinkedHashMap<String, byte[]>();
        var logo = kit.look().logo();
        if (logo != null) pictures.put("Pictures/logo.png", logo);
        var link = kit.content().link();
        if (link != null) pictures.put("Pictures/qr.png", KitMaker.png(QrCode.picture(link, QR_PIXELS)));
        return pictures;
    }

    /** The media type comes first and as it is: whoever looks at the first octets knows the file by it [ODF1.3 3.3]. */
    private static byte[] zipped(Map<String, byte[]> parts) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            var media = MEDIA.getBytes(StandardCharsets.US_ASCII);
            var first = new ZipEntry("mimetype");
            first.setMethod(ZipEntry.STORED);
            first.setSize(media.length);
            var sum = new CRC32();
            sum.update(media);
            first.setCrc(sum.getValue());
            zip.putNextEntry(first);
            zip.write(media);
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        } catch (IOException never) {
            throw new IllegalStateException("a letter is written to memory", never);
        }
        return out.toByteArray();
    }

    private static byte[] xml(Part part) {
        var out = new StringWriter();
        try {
            var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            part.write(xml);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException never) {
            throw new IllegalStateException("a letter is written to memory", never);
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void root(XMLStreamWriter xml, String name) throws XMLStreamException {
        xml.writeStartElement("office", name, OFFICE);
        xml.writeNamespace("office", OFFICE);
        xml.writeNamespace("style", STYLE);
        xml.writeNamespace("text", TEXT);
        xml.writeNamespace("draw", DRAW);
        xml.writeNamespace("fo", FO);
        xml.writeNamespace("svg", SVG);
        xml.writeNamespace("xlink", XLINK);
        xml.writeNamespace("dc", DC);
        xml.writeAttribute("office", OFFICE, "version", "1.3");
    }

    private static void content(XMLStreamWriter xml, Kit kit) throws XMLStreamException {
        root(xml, "document-content");
        xml.writeStartElement("office", "body", OFFICE);
        xml.writeStartElement("office", "text", OFFICE);
        for (var line : kit.letter()) paragraph(xml, Look.BODY, line);
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void styles(XMLStreamWriter xml, Kit kit, Map<String, byte[]> pictures) throws XMLStreamException {
        root(xml, "document-styles");
        xml.writeStartElement("office", "styles", OFFICE);
        for (var look : Look.values()) style(xml, kit, look);
        xml.writeEndElement();
        xml.writeStartElement("office", "automatic-styles", OFFICE);
        page(xml);
        xml.writeEndElement();
        xml.writeStartElement("office", "master-styles", OFFICE);
        xml.writeStartElement("style", "master-page", STYLE);
        xml.writeAttribute("style", STYLE, "name", "Standard");
        xml.writeAttribute("style", STYLE, "page-layout-name", "A4");
        head(xml, kit, pictures);
        foot(xml, kit, pictures);
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void style(XMLStreamWriter xml, Kit kit, Look look) throws XMLStreamException {
        xml.writeStartElement("style", "style", STYLE);
        xml.writeAttribute("style", STYLE, "name", look.name());
        xml.writeAttribute("style", STYLE, "family", "paragraph");
        xml.writeEmptyElement("style", "paragraph-properties", STYLE);
        xml.writeAttribute("fo", FO, "margin-top", "0cm");
        xml.writeAttribute("fo", FO, "margin-bottom", "0cm");
        xml.writeEmptyElement("style", "text-properties", STYLE);
        xml.writeAttribute("fo", FO, "font-family", "Arial");
        xml.writeAttribute("fo", FO, "font-size", look.points + "pt");
        xml.writeAttribute("fo", FO, "language", kit.words().locale().getLanguage());
        xml.writeAttribute(
                "fo", FO, "country", kit.words().locale().getLanguage().equals("fr") ? "FR" : "GB");
        if (look.bold) xml.writeAttribute("fo", FO, "font-weight", "bold");
        if (look.coloured)
            xml.writeAttribute("fo", FO, "color", kit.look().colour().hex());
        xml.writeEndElement();
    }

    private static void page(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("style", "page-layout", STYLE);
        xml.writeAttribute("style", STYLE, "name", "A4");
        xml.writeEmptyElement("style", "page-layout-properties", STYLE);
        xml.writeAttribute("fo", FO, "page-width", "21cm");
        xml.writeAttribute("fo", FO, "page-height", "29.7cm");
        for (var side : new String[] {"left", "right"}) xml.writeAttribute("fo", FO, "margin-" + side, "2cm");
        for (var side : new String[] {"top", "bottom"}) xml.writeAttribute("fo", FO, "margin-" + side, "1cm");
        for (var part : new String[] {"header", "footer"}) {
            xml.writeStartElement("style", part + "-style", STYLE);
            xml.writeEmptyElement("style", "header-footer-properties", STYLE);
            xml.writeAttribute("fo", FO, "min-height", "1cm");
            xml.writeAttribute("fo", FO, part.equals("header") ? "margin-bottom" : "margin-top", "0.8cm");
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static void head(XMLStreamWriter xml, Kit kit, Map<String, byte[]> pictures) throws XMLStreamException {
        xml.writeStartElement("style", "header", STYLE);
        var logo = pictures.get("Pictures/logo.png");
        if (logo != null) {
            var size = Logos.size(logo);
            picture(
                    xml,
                    "Pictures/logo.png",
                    kit.content().structure(),
                    (double) LOGO_POINTS * size.width() / size.height(),
                    LOGO_POINTS);
        }
        paragraph(xml, Look.NAME, kit.content().name());
        if (!kit.content().trade().isEmpty())
            paragraph(xml, Look.HEAD, kit.content().trade());
        for (var line : kit.content().place()) paragraph(xml, Look.HEAD, line);
        xml.writeEndElement();
    }

    private static void foot(XMLStreamWriter xml, Kit kit, Map<String, byte[]> pictures) throws XMLStreamException {
        xml.writeStartElement("style", "footer", STYLE);
        paragraph(xml, Look.ANSWER, kit.words().answer());
        paragraph(xml, Look.LABEL, kit.words().told(kit.words().mailbox(), "").strip());
        paragraph(xml, Look.ADDRESS, kit.content().address().toString());
        for (var line : kit.exceptionLines()) paragraph(xml, Look.LABEL, line);
        paragraph(xml, Look.SMALL, kit.forWhom());
        for (var line : kit.linkLines()) paragraph(xml, Look.SMALL, line);
        if (pictures.containsKey("Pictures/qr.png"))
            picture(xml, "Pictures/qr.png", "QR code: " + kit.content().link(), QR_POINTS, QR_POINTS);
        xml.writeEndElement();
    }

    private static void paragraph(XMLStreamWriter xml, Look look, String text) throws XMLStreamException {
        xml.writeStartElement("text", "p", TEXT);
        xml.writeAttribute("text", TEXT, "style-name", look.name());
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    /** @param meaning what is read aloud */
    private static void picture(XMLStreamWriter xml, String file, String meaning, double wide, double high)
            throws XMLStreamException {
        xml.writeStartElement("text", "p", TEXT);
        xml.writeAttribute("text", TEXT, "style-name", Look.SMALL.name());
        xml.writeStartElement("draw", "frame", DRAW);
        xml.writeAttribute("text", TEXT, "anchor-type", "as-char");
        xml.writeAttribute("svg", SVG, "width", points(wide));
        xml.writeAttribute("svg", SVG, "height", points(high));
        xml.writeEmptyElement("draw", "image", DRAW);
        xml.writeAttribute("xlink", XLINK, "href", file);
        xml.writeAttribute("xlink", XLINK, "type", "simple");
        xml.writeAttribute("xlink", XLINK, "show", "embed");
        xml.writeAttribute("xlink", XLINK, "actuate", "onLoad");
        xml.writeStartElement("svg", "title", SVG);
        xml.writeCharacters(meaning);
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static String points(double size) {
        return String.format(Locale.ROOT, "%.1fpt", size);
    }

    private static void about(XMLStreamWriter xml, Kit kit) throws XMLStreamException {
        root(xml, "document-meta");
        xml.writeStartElement("office", "meta", OFFICE);
        xml.writeStartElement("dc", "title", DC);
        xml.writeCharacters(kit.content().name());
        xml.writeEndElement();
        xml.writeStartElement("dc", "creator", DC);
        xml.writeCharacters("Balise");
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void manifest(XMLStreamWriter xml, Map<String, byte[]> pictures) throws XMLStreamException {
        xml.writeStartElement("manifest", "manifest", MANIFEST);
        xml.writeNamespace("manifest", MANIFEST);
        xml.writeAttribute("manifest", MANIFEST, "version", "1.3");
        entry(xml, "/", MEDIA);
        for (var part : new String[] {"content.xml", "styles.xml", "meta.xml"}) entry(xml, part, "text/xml");
        for (var picture : pictures.keySet()) entry(xml, picture, "image/png");
        xml.writeEndElement();
    }

    private static void entry(XMLStreamWriter xml, String path, String type) throws XMLStreamException {
        xml.writeEmptyElement("manifest", "file-entry", MANIFEST);
        xml.writeAttribute("manifest", MANIFEST, "full-path", path);
        xml.writeAttribute("manifest", MANIFEST, "media-type", type);
    }
}
