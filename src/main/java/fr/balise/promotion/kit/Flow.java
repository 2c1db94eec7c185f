package fr.balise.promotion.kit;

import fr.balise.mailbox.PrintFonts;
import java.util.ArrayList;
import java.util.List;
import org.openpdf.text.pdf.BaseFont;

/**
 * Lines of text that fill a rectangle: all sizes shrink together until everything is in it. An address is broken before its @ alone, and
 * only where it would become much smaller than the rest; it shrinks by itself where it is still too wide.
 */
final class Flow {
    private static final float LEADING = 1.22f;
    private static final float STEP = 0.04f;

    /** An address may be so much smaller than it should be before it is broken. */
    private static final float SMALLER = 0.6f;

    private Flow() {}

    /**
     * @param size points, before shrinking
     * @param tag of the structure tree: {@code H1} or {@code P}
     * @param whole an address: not broken at spaces
     * @param before space above it, in parts of its size
     */
    record Item(String text, boolean bold, float size, String tag, boolean coloured, boolean whole, float before) {
        static Item plain(String text, float size) {
            return new Item(text, false, size, "P", false, false, 0);
        }

        static Item head(String text, float size) {
            return new Item(text, true, size, "H1", true, false, 0);
        }

        static Item address(String text, float size) {
            return new Item(text, true, size, "P", false, true, 0);
        }

        Item after(float space) {
            return new Item(text, bold, size, tag, coloured, whole, space);
        }

        BaseFont face() {
            return bold ? PrintFonts.bold() : PrintFonts.regular();
        }
    }

    /** @param baseline points below the top of the rectangle */
    record Line(Item item, String text, float size, float baseline) {}

    /** @param fits whether everything is inside; false for a rectangle that is too small at any readable size */
    record Laid(List<Line> lines, float height, boolean fits) {}

    /**
     * @param scale to begin with
     * @param least size of type that is still readable, in points
     */
    static Laid lay(List<Item> items, float width, float height, float scale, float least) {
        float smallest = (float) items.stream().mapToDouble(Item::size).min().orElse(1);
        for (float now = scale; now * smallest >= least; now -= STEP * scale) {
            var laid = lay(items, width, now);
            if (laid.height() <= height) return laid;
        }
        var laid = lay(items, width, least / smallest);
        return new Laid(laid.lines(), laid.height(), laid.height() <= height);
    }

    private static Laid lay(List<Item> items, float width, float scale) {
        var lines = new ArrayList<Line>();
        float y = 0;
        for (var item : items) {
            float size = item.size() * scale;
            if (!lines.isEmpty()) y += item.before() * size;
            var texts = item.whole() ? address(item, size, width) : wrapped(item, size, width);
            float own = size;
            for (var text : texts)
                own = Math.min(own, size * width / item.face().getWidthPoint(text, size));
            for (var text : texts) {
                lines.add(new Line(item, text, own, y + own));
                y += own * LEADING;
            }
        }
        return new Laid(lines, y, true);
    }

    private static List<String> address(Item item, float size, float width) {
        int at = item.text().lastIndexOf('@');
        if (at < 1 || item.face().getWidthPoint(item.text(), size) * SMALLER <= width) return List.of(item.text());
        return List.of(item.text().substring(0, at), item.text().substring(at));
    }

    private static List<String> wrapped(Item item, float size, float width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : item.text().split(" ")) {
            var longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && item.face().getWidthPoint(longer, size) > width) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(word);
            } else {
                line.setLength(0);
                line.append(longer);
            }
        }
        if (!line.isEmpty()) lines.add(line.toString());
        return lines;
    }
}
