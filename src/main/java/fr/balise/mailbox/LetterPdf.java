package fr.balise.mailbox;

import fr.balise.mailbox.RequestView.Letter;
import java.io.ByteArrayOutputStream;
import org.openpdf.text.Chunk;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfStructureElement;
import org.openpdf.text.pdf.PdfWriter;
import org.springframework.stereotype.Component;

/**
 * A letter on one page of A4: title and language are told, paragraphs are tagged, and the font is embedded, so that it is read
 * aloud and printed alike everywhere. The type shrinks before a second page would begin.
 */
@Component
class LetterPdf {
    private static final float MARGIN = 56; // points: 2 cm
    private static final float LARGEST = 11;
    private static final float SMALLEST = 6;

    /** @param head whom it goes to and the day, above the subject; French like the letter */
    byte[] of(String head, Letter letter) {
        float size = LARGEST;
        while (size > SMALLEST && !new Page(head, letter, size).fits()) size -= 0.5f;
        return new Page(head, letter, size).octets();
    }

    private final class Page {
        private final String head;
        private final Letter letter;
        private final float size;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final Document document = new Document(PageSize.A4);
        private float y = PageSize.A4.getHeight() - MARGIN;
        private boolean fits = true;

        Page(String head, Letter letter, float size) {
            this.head = head;
            this.letter = letter;
            this.size = size;
            write();
        }

        boolean fits() {
            return fits;
        }

        byte[] octets() {
            return out.toByteArray();
        }

        private void write() {
            var writer = PdfWriter.getInstance(document, out);
            writer.setTagged();
            writer.setViewerPreferences(PdfWriter.DisplayDocTitle);
            document.addTitle(letter.subject());
            document.addAuthor("Balise");
            document.open();
            writer.getExtraCatalog().put(PdfName.LANG, new PdfString("fr-FR"));
            var root = new PdfStructureElement(writer.getStructureTreeRoot(), new PdfName("Document"));
            var canvas = writer.getDirectContent();
            paragraph(canvas, root, "P", head, PrintFonts.regular());
            paragraph(canvas, root, "H1", letter.subject(), PrintFonts.bold());
            for (var part : letter.body().split("\n\n")) paragraph(canvas, root, "P", part, PrintFonts.regular());
            document.close();
        }

        private void paragraph(
                PdfContentByte canvas, PdfStructureElement root, String tag, String text, BaseFont face) {
            var column = new ColumnText(canvas);
            column.setSimpleColumn(MARGIN, MARGIN, PageSize.A4.getWidth() - MARGIN, y);
            column.setAlignment(Element.ALIGN_LEFT);
            column.setLeading(size * 1.35f);
            column.addText(new Phrase(new Chunk(text, new Font(face, size))));
            canvas.beginMarkedContentSequence(new PdfStructureElement(root, new PdfName(tag)));
            int rest = column.go();
            canvas.endMarkedContentSequence();
            fits &= !ColumnText.hasMoreText(rest);
            y = column.getYLine() - size * 0.9f;
        }
    }
}
