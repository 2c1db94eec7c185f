package fr.balise.promotion.kit;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.util.Map;

/** The short link as a QR code: the address of a page, and nothing else. */
final class QrCode {
    /** Light modules around it, without which readers do not find it (ISO/IEC 18004). */
    private static final int QUIET = 4;

    private static final int WHITE = 0xffffff;

    private QrCode() {}

    /** One cell per module, the quiet zone included. */
    static BitMatrix of(URI link) {
        try {
            return new QRCodeWriter()
                    .encode(
                            link.toString(),
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.M,
                                    EncodeHintType.MARGIN,
                                    QUIET));
        } catch (WriterException e) {
            throw new IllegalArgumentException("no link that fits a QR code", e);
        }
    }

    /** @param side about how many pixels; each module has a whole number of them, so that it stays sharp */
    static BufferedImage picture(URI link, int side) {
        var code = of(link);
        int module = Math.max(1, side / code.getWidth());
        int size = module * code.getWidth();
        var picture = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < size; y++)
            for (int x = 0; x < size; x++) if (!code.get(x / module, y / module)) picture.setRGB(x, y, WHITE);
        return picture;
    }
}
