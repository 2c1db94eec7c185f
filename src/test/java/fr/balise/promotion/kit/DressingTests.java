package fr.balise.promotion.kit;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.promotion.kit.Dressing.Why;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class DressingTests {

    @Test
    void aColourIsTakenWhenItCanBeReadOnWhite() {
        for (var good : new String[] {"#000000", "#0d5c75", "#7A1F5C", "#767676"})
            assertThat(Colour.read(good)).as(good).isPresent();
        for (var bad :
                new String[] {"#ffff00", "#777777", "#fff", "red", "", "#0d5c7", "#0d5c755", "0d5c75", "#ggg000"})
            assertThat(Colour.read(bad)).as(bad).isEmpty();
        assertThat(Colour.read("#7A1F5C").orElseThrow().hex()).isEqualTo("#7a1f5c");
    }

    @Test
    void aPngAndAJpegAreDrawnAnewAndMadeSmall() throws Exception {
        for (var format : new String[] {"png", "jpg"}) {
            var taken = (Logos.Read.Taken) Logos.read(picture(1200, 300, format));
            assertThat(Logos.size(taken.png())).isEqualTo(new Logos.Size(600, 150));
        }
    }

    @Test
    void nothingOfTheFileGoesOnButItsPixels() throws Exception {
        var sent = new ByteArrayOutputStream();
        sent.write(picture(40, 40, "png"));
        sent.write("<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
        var taken = (Logos.Read.Taken) Logos.read(sent.toByteArray());
        assertThat(new String(taken.png(), StandardCharsets.ISO_8859_1)).doesNotContain("script");
    }

    @Test
    void whatIsNoPictureTooHeavyOrTooLargeIsRefused() throws Exception {
        var svg = "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8);
        var cut = java.util.Arrays.copyOf(picture(40, 40, "png"), 60);
        for (var bad : new byte[][] {svg, cut, picture(40, 40, "gif"), {}, "GIF89a".getBytes(StandardCharsets.UTF_8)})
            assertThat(Logos.read(bad)).isEqualTo(new Logos.Read.Refused(Why.NOT_A_PICTURE));
        assertThat(Logos.read(new byte[Logos.MOST_OCTETS + 1])).isEqualTo(new Logos.Read.Refused(Why.TOO_HEAVY));
        assertThat(Logos.read(picture(4001, 10, "png"))).isEqualTo(new Logos.Read.Refused(Why.TOO_LARGE));
    }

    @Test
    void aDressedKitCarriesTheColourAndTheLogoOnItsLettersAndPoster() throws Exception {
        var logo = ((Logos.Read.Taken) Logos.read(picture(400, 200, "png"))).png();
        var look = new Look(new Colour(0x7a1f5c), logo);
        var kit = new Kit(SampleKits.content(Map.of()), SampleKits.words(Locale.FRENCH), look);
        for (var file : new KitFile[] {KitFile.LETTERHEAD_PDF, KitFile.POSTER, KitFile.PICTURE_SQUARE}) {
            var pdf = file.isPdf() ? KitMaker.make(kit, file) : PicturePdf.of(kit, 1080, 1080);
            try (var document = Loader.loadPDF(pdf)) {
                var resources = document.getPage(0).getResources();
                assertThat(resources.getXObjectNames()).as(file.toString()).anyMatch(resources::isImageXObject);
            }
            assertThat(Reopened.codes(PdfPictures.dots(pdf, file.isPdf() ? 150 : 72)))
                    .as(file.toString())
                    .hasSize(1);
        }
        assertThat(new String(KitMaker.make(kit, KitFile.SIGNATURE_HTML), StandardCharsets.UTF_8))
                .contains("#7a1f5c");
        try (var letter = new org.apache.poi.xwpf.usermodel.XWPFDocument(
                new java.io.ByteArrayInputStream(KitMaker.make(kit, KitFile.LETTERHEAD_DOCX)))) {
            assertThat(letter.getHeaderList().getFirst().getAllPictures()).hasSize(1);
            assertThat(letter.getFooterList().getFirst().getAllPictures()).hasSize(1);
        }
    }

    private static byte[] picture(int wide, int high, String format) throws Exception {
        var picture = new BufferedImage(wide, high, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, wide, high);
        pen.setColor(new Color(0x7a1f5c));
        pen.fillRect(wide / 10, high / 4, wide * 8 / 10, high / 2);
        pen.dispose();
        var out = new ByteArrayOutputStream();
        ImageIO.write(picture, format, out);
        return out.toByteArray();
    }
}
