package fr.balise.promotion.kit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Locale;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.util.Units;
import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.apache.poi.xwpf.usermodel.Document;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;

/** The letter to a colleague [L-P4] as Word and LibreOffice open it: head, foot, and fields in brackets to write over. */
final class LetterheadDocx {
    private static final String FONT = "Arial";
    /** Twentieths of a point, as are the margins: 210 × 297 mm, 2 cm. */
    private static final int A4_WIDE = 11_906;

    private static final int A4_HIGH = 16_838;
    private static final int MARGIN = 1_134;
    private static final int QR_POINTS = 75;
    private static final int QR_PIXELS = 300;
    private static final int LOGO_POINTS = 70;

    private LetterheadDocx() {}

    static byte[] of(Kit kit) {
        var out = new ByteArrayOutputStream();
        try (var document = new XWPFDocument()) {
            about(document, kit);
            page(document);
            head(document, kit);
            body(document, kit);
            foot(document, kit);
            document.write(out);
        } catch (IOException | InvalidFormatException e) {
            throw new IllegalStateException("a letter is written to memory", e);
        }
        return out.toByteArray();
    }

    private static void about(XWPFDocument document, Kit kit) {
        var core = document.getProperties().getCoreProperties();
        core.setCreator("Balise");
        core.setTitle(kit.content().name());
        document.createStyles().setSpellingLanguage(language(kit.words().locale()));
    }

    /** A4: whoever opens a letter that tells no size gives it that of the United States. */
    private static void page(XWPFDocument document) {
        var section = document.getDocument().getBody().addNewSectPr();
        var size = section.addNewPgSz();
        size.setW(BigInteger.valueOf(A4_WIDE));
        size.setH(BigInteger.valueOf(A4_HIGH));
        var margins = section.addNewPgMar();
        margins.setTop(BigInteger.valueOf(MARGIN));
        margins.setBottom(BigInteger.valueOf(MARGIN));
        margins.setLeft(BigInteger.valueOf(MARGIN));
        margins.setRight(BigInteger.valueOf(MARGIN));
        margins.setHeader(BigInteger.valueOf(MARGIN / 2));
        margins.setFooter(BigInteger.valueOf(MARGIN / 2));
    }

    private static String language(Locale locale) {
        return locale.getLanguage().equals("fr") ? "fr-FR" : "en-GB";
    }

    private static void head(XWPFDocument document, Kit kit) throws IOException, InvalidFormatException {
        var header = document.createHeader(HeaderFooterType.DEFAULT);
        var logo = kit.look().logo();
        if (logo != null) picture(header.createParagraph(), logo, kit.content().structure(), LOGO_POINTS, aspect(logo));
        coloured(run(header.createParagraph(), kit.content().name(), 13), kit).setBold(true);
        if (!kit.content().trade().isEmpty())
            run(header.createParagraph(), kit.content().trade(), 10);
        for (var line : kit.content().place()) run(header.createParagraph(), line, 10);
    }

    private static void body(XWPFDocument document, Kit kit) {
        for (var line : kit.letter()) run(document.createParagraph(), line, 11);
    }

    private static void foot(XWPFDocument document, Kit kit) throws IOException, InvalidFormatException {
        var footer = document.createFooter(HeaderFooterType.DEFAULT);
        coloured(run(footer.createParagraph(), kit.words().answer(), 10), kit).setBold(true);
        var where = footer.createParagraph();
        run(where, kit.words().told(kit.words().mailbox(), ""), 9);
        run(where, kit.content().address().toString(), 11).setBold(true);
        for (var line : kit.exceptionLines()) run(footer.createParagraph(), line, 9);
        run(footer.createParagraph(), kit.forWhom(), 8);
        for (var line : kit.linkLines()) run(footer.createParagraph(), line, 8);
        var link = kit.content().link();
        if (link != null)
            picture(
                    footer.createParagraph(),
                    KitMaker.png(QrCode.picture(link, QR_PIXELS)),
                    "QR code: " + link,
                    QR_POINTS,
                    1);
    }

    private static XWPFRun run(XWPFParagraph paragraph, String text, int points) {
        paragraph.setSpacingAfter(0);
        var run = paragraph.createRun();
        run.setFontFamily(FONT);
        run.setFontSize(points);
        run.setText(text);
        return run;
    }

    private static XWPFRun coloured(XWPFRun run, Kit kit) {
        run.setColor(kit.look().colour().hex().substring(1));
        return run;
    }

    /** @param aspect width by height */
    private static void picture(XWPFParagraph paragraph, byte[] png, String meaning, int high, double aspect)
            throws IOException, InvalidFormatException {
        paragraph.setSpacingAfter(0);
        // What POI calls the name of the file is what is read aloud.
        paragraph
                .createRun()
                .addPicture(
                        new ByteArrayInputStream(png),
                        Document.PICTURE_TYPE_PNG,
                        meaning,
                        Units.toEMU(high * aspect),
                        Units.toEMU(high));
    }

    private static double aspect(byte[] png) {
        var size = Logos.size(png);
        return (double) size.width() / size.height();
    }
}
