package fr.balise.promotion.kit;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** The first page of a PDF as PNG. The embedded fonts are drawn; the fonts of the machine are never asked for. */
final class PdfPictures {
    private static final float POINTS_PER_INCH = 72;

    /** As printers ask for it. */
    private static final float PRINT = 300;

    /** Pixels across, on a screen. */
    private static final float SCREEN = 560;

    private PdfPictures() {}

    /** A pixel per point. */
    static byte[] exact(byte[] pdf) {
        return picture(pdf, width -> 1);
    }

    static byte[] print(byte[] pdf) {
        return dots(pdf, PRINT);
    }

    static byte[] dots(byte[] pdf, float perInch) {
        return picture(pdf, width -> perInch / POINTS_PER_INCH);
    }

    static byte[] screen(byte[] pdf) {
        return picture(pdf, width -> SCREEN / width);
    }

    private interface Scale {
        float of(float width);
    }

    private static byte[] picture(byte[] pdf, Scale scale) {
        try (var document = Loader.loadPDF(pdf)) {
            float width = document.getPage(0).getMediaBox().getWidth();
            BufferedImage picture = new PDFRenderer(document).renderImage(0, scale.of(width), ImageType.RGB);
            return KitMaker.png(picture);
        } catch (IOException e) {
            throw new IllegalStateException("a PDF that was made here cannot be drawn", e);
        }
    }
}
