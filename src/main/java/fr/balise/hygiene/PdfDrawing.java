package fr.balise.hygiene;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * A program of its own: a PDF of a stranger comes in, a picture of its first pages, one below the other, goes out. What it does to its
 * memory or its time ends with it; see {@link PdfSandbox}.
 */
public final class PdfDrawing {
    private static final int PAGES = 10;
    private static final int WIDTH = 900;
    private static final int TALLEST = 2_700;
    private static final int GAP = 12;

    private PdfDrawing() {}

    /** Exit 0 with a PNG on standard output, 1 when nothing can be drawn. */
    public static void main(String... args) throws IOException {
        var pdf = System.in.readAllBytes();
        System.setErr(new java.io.PrintStream(
                java.io.OutputStream.nullOutputStream())); // libraries tell names of fonts and files
        try (var document = Loader.loadPDF(pdf)) {
            var picture = picture(document);
            if (picture == null || !ImageIO.write(picture, "png", System.out)) System.exit(1);
            System.out.flush();
        } catch (IOException | RuntimeException broken) {
            System.exit(1);
        }
    }

    private static @org.jspecify.annotations.Nullable BufferedImage picture(PDDocument document) throws IOException {
        var renderer = new PDFRenderer(document);
        renderer.setSubsamplingAllowed(true);
        var pages = new ArrayList<BufferedImage>();
        int height = 0;
        for (int number = 0; number < Math.min(PAGES, document.getNumberOfPages()); number++) {
            var page = drawn(document, renderer, number);
            pages.add(page);
            height += page.getHeight() + GAP;
        }
        if (pages.isEmpty()) return null;
        var whole = new BufferedImage(WIDTH, height - GAP, BufferedImage.TYPE_BYTE_GRAY);
        var pen = whole.createGraphics();
        int at = 0;
        for (var page : pages) {
            pen.drawImage(page, 0, at, null);
            at += page.getHeight() + GAP;
        }
        pen.dispose();
        return whole;
    }

    private static BufferedImage drawn(PDDocument document, PDFRenderer renderer, int number) throws IOException {
        var box = document.getPage(number).getCropBox();
        boolean lying = document.getPage(number).getRotation() % 180 != 0;
        float width = Math.max(1, lying ? box.getHeight() : box.getWidth());
        float height = Math.max(1, lying ? box.getWidth() : box.getHeight());
        float scale = Math.min(WIDTH / width, TALLEST / height);
        return renderer.renderImage(number, scale, ImageType.GRAY);
    }
}
