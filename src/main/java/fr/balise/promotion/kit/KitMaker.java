package fr.balise.promotion.kit;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Makes each file of a kit, and all of them in one. */
public final class KitMaker {
    /** Pixels of a QR code on its own: about 5 cm in print. */
    private static final int QR_SIDE = 600;

    private KitMaker() {}

    /** @throws IllegalArgumentException for a file that this kit does not have */
    public static byte[] make(Kit kit, KitFile file) {
        return switch (file) {
            case SIGNATURE_HTML -> text(SignatureHtml.of(kit));
            case SIGNATURE_TEXT -> text(PlainTexts.signature(kit));
            case FOOTER -> text(PlainTexts.footer(kit));
            case PROFILE -> text(PlainTexts.profile(kit));
            case WEB -> text(PlainTexts.web(kit));
            case JSON_LD -> text(JsonLd.of(kit));
            case VCARD -> text(VisitingCard.of(kit));
            case QR -> qr(kit);
            case LETTERHEAD_PDF -> LetterheadPdf.of(kit);
            case LETTERHEAD_DOCX -> LetterheadDocx.of(kit);
            case LETTERHEAD_ODT -> LetterheadOdt.of(kit);
            case BLOCK_PDF -> Sheets.BLOCK.of(kit);
            case BLOCK_PNG -> PdfPictures.print(Sheets.BLOCK.of(kit));
            case BLOCKS_14 -> Sheets.BLOCKS_14.of(kit);
            case BLOCKS_24 -> Sheets.BLOCKS_24.of(kit);
            case CARD -> Sheets.CARD.of(kit);
            case CARDS_10 -> Sheets.CARDS_10.of(kit);
            case POSTER -> PosterPdf.of(kit);
            case PICTURE_WIDE -> PdfPictures.exact(PicturePdf.of(kit, 1200, 627));
            case PICTURE_SQUARE -> PdfPictures.exact(PicturePdf.of(kit, 1080, 1080));
            case PICTURE_BANNER -> PdfPictures.exact(PicturePdf.of(kit, 1584, 396));
        };
    }

    /** A PDF as a picture for the screen. */
    public static byte[] preview(Kit kit, KitFile file) {
        return PdfPictures.screen(make(kit, file));
    }

    /** Everything in one archive, without a folder. */
    public static byte[] all(Kit kit) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var file : KitFile.of(kit)) {
                zip.putNextEntry(new ZipEntry(file.fileName()));
                zip.write(make(kit, file));
            }
        } catch (IOException never) {
            throw new IllegalStateException("an archive is written to memory", never);
        }
        return out.toByteArray();
    }

    private static byte[] qr(Kit kit) {
        var link = kit.content().link();
        if (link == null) throw new IllegalArgumentException("no link, no QR code");
        return png(QrCode.picture(link, QR_SIDE));
    }

    static byte[] png(BufferedImage picture) {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", out);
        } catch (IOException never) {
            throw new IllegalStateException("a picture is written to memory", never);
        }
        return out.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
