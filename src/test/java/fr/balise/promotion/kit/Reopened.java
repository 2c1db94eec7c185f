package fr.balise.promotion.kit;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import ezvcard.io.text.VCardReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.jspecify.annotations.NullUnmarked;
import org.xml.sax.SAXException;

/** The files of a kit, read back by whoever reads them. */
@NullUnmarked
final class Reopened {
    private static final Pattern ADDRESS = Pattern.compile("[\\p{L}\\d._+-]+@[\\p{L}\\d.-]*[\\p{L}\\d]");

    private Reopened() {}

    /** All that it says. Pictures say what their PDF says. */
    static String text(KitFile file, byte[] octets) throws IOException {
        if (file.isPdf()) return pdf(octets);
        return switch (file) {
            case LETTERHEAD_DOCX -> docx(octets);
            case LETTERHEAD_ODT -> odt(octets);
            case VCARD -> vcard(octets);
            default -> new String(octets, StandardCharsets.UTF_8);
        };
    }

    /** All that it says and all that stands in it unseen: who wrote it, links, what no program shows. */
    static String everything(KitFile file, byte[] octets) throws IOException {
        var shown = text(file, octets);
        if (file.isPdf()) return shown + "\n" + unseen(octets);
        return switch (file) {
            case LETTERHEAD_DOCX, LETTERHEAD_ODT -> shown + "\n" + parts(octets);
            case VCARD -> shown + "\n" + new String(octets, StandardCharsets.UTF_8).replace("\r\n ", "");
            default -> shown + "\n" + new String(octets, StandardCharsets.UTF_8);
        };
    }

    private static String unseen(byte[] octets) throws IOException {
        var text = new StringBuilder();
        try (var document = Loader.loadPDF(octets)) {
            var about = document.getDocumentInformation();
            for (var key : about.getMetadataKeys())
                text.append(about.getPropertyStringValue(key)).append('\n');
            var metadata = document.getDocumentCatalog().getMetadata();
            if (metadata != null) text.append(metadata.getCOSObject().toTextString());
            for (var page : document.getPages())
                for (var annotation : page.getAnnotations())
                    text.append(annotation.getCOSObject()).append('\n');
        }
        return text.toString();
    }

    /** Every part that is XML, as it stands in the archive. */
    private static String parts(byte[] octets) throws IOException {
        var text = new StringBuilder();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(octets))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                if (entry.getName().endsWith(".xml") || entry.getName().endsWith(".rels"))
                    text.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8))
                            .append('\n');
        }
        return text.toString();
    }

    static String pdf(byte[] octets) throws IOException {
        try (var document = Loader.loadPDF(octets)) {
            return new PDFTextStripper().getText(document);
        }
    }

    static String docx(byte[] octets) throws IOException {
        try (var document = new XWPFDocument(new ByteArrayInputStream(octets))) {
            var paragraphs = new java.util.ArrayList<XWPFParagraph>(document.getParagraphs());
            document.getHeaderList().forEach(head -> paragraphs.addAll(head.getParagraphs()));
            document.getFooterList().forEach(foot -> paragraphs.addAll(foot.getParagraphs()));
            return paragraphs.stream().map(XWPFParagraph::getText).collect(Collectors.joining("\n"));
        }
    }

    /** As an office program does: the parts that are XML, the rest left alone. */
    static String odt(byte[] octets) throws IOException {
        var text = new StringBuilder();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(octets))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                if (entry.getName().equals("content.xml") || entry.getName().equals("styles.xml"))
                    paragraphs(zip.readAllBytes(), text);
        }
        return text.toString();
    }

    private static void paragraphs(byte[] xml, StringBuilder text) throws IOException {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            var all = factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml))
                    .getElementsByTagNameNS("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "p");
            for (int i = 0; i < all.getLength(); i++)
                text.append(all.item(i).getTextContent()).append('\n');
        } catch (ParserConfigurationException | SAXException broken) {
            throw new IOException("not well-formed", broken);
        }
    }

    private static String vcard(byte[] octets) throws IOException {
        try (var reader = new VCardReader(new ByteArrayInputStream(octets))) {
            var card = reader.readNext();
            return card.getFormattedName().getValue() + "\n"
                    + card.getEmails().getFirst().getValue() + "\n"
                    + card.getNotes().getFirst().getValue();
        }
    }

    /** Where an address is broken into two lines, the second begins with its @. */
    static String joined(String text) {
        return text.replaceAll("\\s+@", "@");
    }

    static Set<String> addresses(String text) {
        return ADDRESS.matcher(joined(text))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static BufferedImage picture(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    /** What the QR codes of a picture say. */
    static List<String> codes(byte[] png) throws IOException, NotFoundException {
        var picture = picture(png);
        int wide = picture.getWidth();
        int high = picture.getHeight();
        var pixels = picture.getRGB(0, 0, wide, high, null, 0, wide);
        var found = new QRCodeMultiReader()
                .decodeMultiple(
                        new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(wide, high, pixels))),
                        Map.of(DecodeHintType.TRY_HARDER, true));
        return Arrays.stream(found).map(one -> one.getText()).toList();
    }
}
