package fr.balise.promotion.kit;

import fr.balise.promotion.kit.Dressing.Why;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/**
 * Takes a logo in: PNG or JPEG, drawn anew, so that nothing of the file goes on but its pixels. Vector pictures are refused: they may
 * hold scripts and addresses of other servers.
 */
final class Logos {
    static final int MOST_OCTETS = 1_000_000;

    /** Of one side; it is looked at before a pixel is read, so that a small file cannot become a huge picture. */
    private static final int MOST_PIXELS = 4_000;

    /** Kept: sharp at 5 cm in print. */
    private static final int KEPT_PIXELS = 600;

    private static final Set<String> FORMATS = Set.of("png", "jpeg");

    private Logos() {}

    record Size(int width, int height) {}

    sealed interface Read {
        /** @param png made here */
        record Taken(byte[] png) implements Read {}

        record Refused(Why why) implements Read {}
    }

    static Read read(byte[] octets) {
        if (octets.length > MOST_OCTETS) return new Read.Refused(Why.TOO_HEAVY);
        try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(octets))) {
            var reader = reader(ImageIO.getImageReaders(in));
            if (reader == null) return new Read.Refused(Why.NOT_A_PICTURE);
            try {
                reader.setInput(in, true, true);
                if (Math.max(reader.getWidth(0), reader.getHeight(0)) > MOST_PIXELS)
                    return new Read.Refused(Why.TOO_LARGE);
                return new Read.Taken(KitMaker.png(drawnAnew(reader.read(0))));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) {
            // The readers of the platform answer broken files with all kinds of exceptions.
            return new Read.Refused(Why.NOT_A_PICTURE);
        }
    }

    private static @Nullable ImageReader reader(java.util.Iterator<ImageReader> readers) throws IOException {
        while (readers.hasNext()) {
            var reader = readers.next();
            if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) return reader;
        }
        return null;
    }

    private static BufferedImage drawnAnew(BufferedImage from) {
        double scale = Math.min(1.0, (double) KEPT_PIXELS / Math.max(from.getWidth(), from.getHeight()));
        int wide = Math.max(1, (int) Math.round(from.getWidth() * scale));
        int high = Math.max(1, (int) Math.round(from.getHeight() * scale));
        var to = new BufferedImage(wide, high, BufferedImage.TYPE_INT_ARGB);
        var pen = to.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.drawImage(from, 0, 0, wide, high, null);
        pen.dispose();
        return to;
    }

    /** Of a picture that was made here. */
    static Size size(byte[] png) {
        try {
            var picture = ImageIO.read(new ByteArrayInputStream(png));
            return new Size(picture.getWidth(), picture.getHeight());
        } catch (IOException e) {
            throw new IllegalStateException("a logo that was made here cannot be read", e);
        }
    }
}
