package fr.balise.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.Test;

class PdfSandboxTests {
    private final PdfSandbox sandbox = new PdfSandbox();

    private static byte[] pdf(int pages, PDRectangle size) throws Exception {
        try (var document = new PDDocument()) {
            for (int n = 0; n < pages; n++) document.addPage(new PDPage(size));
            var octets = new ByteArrayOutputStream();
            document.save(octets);
            return octets.toByteArray();
        }
    }

    @Test
    void theFirstPagesAreDrawnOneBelowTheOther() throws Exception {
        var one = ImageIO.read(
                new ByteArrayInputStream(sandbox.picture(pdf(1, PDRectangle.A4)).orElseThrow()));
        var many = ImageIO.read(new ByteArrayInputStream(
                sandbox.picture(pdf(40, PDRectangle.A4)).orElseThrow()));
        assertThat(one.getWidth()).isEqualTo(many.getWidth()).isEqualTo(900);
        assertThat(many.getHeight()).isBetween(one.getHeight() * 10, one.getHeight() * 10 + 200);
    }

    @Test
    void whatIsBrokenOrMadeToHurtEndsWithoutAPicture() throws Exception {
        assertThat(sandbox.picture("%PDF-1.7 and no more".getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
        assertThat(sandbox.picture(pdf(0, PDRectangle.A4))).isEmpty();
        assertThat(sandbox.picture(pictureBomb())).isEmpty();
        assertThat(sandbox.picture(pdf(1, new PDRectangle(14_400, 1)))).isPresent(); // only odd
    }

    /** A picture of twenty thousand by twenty thousand, of zeros. */
    private static byte[] pictureBomb() throws Exception {
        try (var document = new PDDocument()) {
            var page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            var zeros = new ByteArrayOutputStream();
            try (var deflated = new java.util.zip.DeflaterOutputStream(zeros)) {
                for (int row = 0; row < 20_000; row++) deflated.write(new byte[20_000 * 3]);
            }
            var stream = new org.apache.pdfbox.pdmodel.common.PDStream(
                    document, new ByteArrayInputStream(zeros.toByteArray()));
            var at = stream.getCOSObject();
            at.setItem(org.apache.pdfbox.cos.COSName.FILTER, org.apache.pdfbox.cos.COSName.FLATE_DECODE);
            at.setItem(org.apache.pdfbox.cos.COSName.SUBTYPE, org.apache.pdfbox.cos.COSName.IMAGE);
            at.setInt(org.apache.pdfbox.cos.COSName.WIDTH, 20_000);
            at.setInt(org.apache.pdfbox.cos.COSName.HEIGHT, 20_000);
            at.setInt(org.apache.pdfbox.cos.COSName.BITS_PER_COMPONENT, 8);
            at.setItem(org.apache.pdfbox.cos.COSName.COLORSPACE, org.apache.pdfbox.cos.COSName.DEVICERGB);
            var picture = new org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject(stream, page.getResources());
            try (var pen = new org.apache.pdfbox.pdmodel.PDPageContentStream(document, page)) {
                pen.drawImage(picture, 0, 0, 100, 100);
            }
            var octets = new ByteArrayOutputStream();
            document.save(octets);
            return octets.toByteArray();
        }
    }
}
