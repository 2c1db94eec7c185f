package fr.balise.promotion.kit;

import com.google.zxing.common.BitMatrix;
import fr.balise.promotion.kit.Flow.Laid;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Image;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfStructureElement;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/** One page of PDF to draw on, in points from its top left corner. Texts are tagged, fonts embedded, title and language told. */
final class Paper {
    static final float A4_WIDTH = 595.28f;
    static final float A4_HEIGHT = 841.89f;
    static final Color INK = new Color(0x14283a);
    private static final float POINTS_PER_MM = 72 / 25.4f;

    private final float height;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Document document;
    private final PdfContentByte canvas;
    private final PdfStructureElement root;
    private final Color colour;
    private @Nullable PdfTemplate code;

    Paper(float width, float height, Kit kit, String title) {
        this.height = height;
        colour = new Color(kit.look().colour().rgb());
        document = new Document(new Rectangle(width, height));
        var writer = PdfWriter.getInstance(document, out);
        writer.setTagged();
        writer.setViewerPreferences(PdfWriter.DisplayDocTitle);
        document.addTitle(title);
        document.addAuthor("Balise");
        document.open();
        writer.getExtraCatalog()
                .put(PdfName.LANG, new PdfString(kit.words().locale().getLanguage()));
        root = new PdfStructureElement(writer.getStructureTreeRoot(), new PdfName("Document"));
        canvas = writer.getDirectContent();
    }

    static float mm(double millimetres) {
        return (float) millimetres * POINTS_PER_MM;
    }

    byte[] octets() {
        document.close();
        return out.toByteArray();
    }

    /** @param x of the left end, {@code top} of the rectangle that the lines were laid for */
    void write(Laid laid, float x, float top) {
        Flow.Item open = null;
        for (var line : laid.lines()) {
            if (line.item() != open) {
                if (open != null) canvas.endMarkedContentSequence();
                open = line.item();
                canvas.beginMarkedContentSequence(new PdfStructureElement(root, new PdfName(open.tag())));
            }
            canvas.beginText();
            canvas.setFontAndSize(open.face(), line.size());
            canvas.setColorFill(open.coloured() ? colour : INK);
            canvas.showTextAligned(Element.ALIGN_LEFT, line.text(), x, height - top - line.baseline(), 0);
            canvas.endText();
        }
        if (open != null) canvas.endMarkedContentSequence();
    }

    void bar(float x, float top, float wide, float high) {
        canvas.beginMarkedContentSequence(new PdfName("Artifact"));
        canvas.setColorFill(colour);
        canvas.rectangle(x, height - top - high, wide, high);
        canvas.fill();
        canvas.endMarkedContentSequence();
    }

    /** A hairline around what is cut out. */
    void outline(float x, float top, float wide, float high) {
        canvas.beginMarkedContentSequence(new PdfName("Artifact"));
        canvas.setColorStroke(Color.LIGHT_GRAY);
        canvas.setLineWidth(0.25f);
        canvas.rectangle(x, height - top - high, wide, high);
        canvas.stroke();
        canvas.endMarkedContentSequence();
    }

    /** All on one page say the same. */
    void qr(URI link, float x, float top, float side) {
        if (code == null) code = drawn(QrCode.of(link));
        float scale = side / code.getWidth();
        beginFigure("QR code: " + link);
        canvas.addTemplate(code, scale, 0, 0, scale, x, height - top - side);
        canvas.endMarkedContentSequence();
    }

    /** A point per module. */
    private PdfTemplate drawn(BitMatrix modules) {
        var form = canvas.createTemplate(modules.getWidth(), modules.getHeight());
        form.setColorFill(Color.BLACK);
        for (int row = 0; row < modules.getHeight(); row++)
            for (int from = 0; from < modules.getWidth(); from++) {
                int to = from;
                while (to < modules.getWidth() && modules.get(to, row)) to++;
                if (to > from) form.rectangle(from, modules.getHeight() - row - 1, to - from, 1);
                from = to;
            }
        form.fill();
        return form;
    }

    /** Within a rectangle, at its left, as large as it fits. Its width in points. */
    float picture(byte[] png, String meaning, float x, float top, float wide, float high) {
        try {
            var image = Image.getInstance(png);
            image.scaleToFit(wide, high);
            image.setAbsolutePosition(x, height - top - image.getScaledHeight());
            beginFigure(meaning);
            canvas.addImage(image);
            canvas.endMarkedContentSequence();
            return image.getScaledWidth();
        } catch (IOException e) {
            throw new IllegalStateException("a logo that was made here cannot be read", e);
        }
    }

    private void beginFigure(String meaning) {
        var figure = new PdfStructureElement(root, new PdfName("Figure"));
        figure.put(new PdfName("Alt"), new PdfString(meaning, PdfString.TEXT_UNICODE));
        canvas.beginMarkedContentSequence(figure);
    }
}
