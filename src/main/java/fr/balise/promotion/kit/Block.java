package fr.balise.promotion.kit;

import fr.balise.promotion.kit.Flow.Item;
import java.util.ArrayList;
import java.util.List;

/** The block that all printed matter carries: who, where, the address, whom it is for, and the QR code. */
final class Block {
    /** Side of a QR code that a telephone reads without effort, and the least that is printed. */
    private static final float QR_MOST = Paper.mm(30);

    private static final float SMALLEST_TYPE = 4.5f;

    private Block() {}

    /** Name, trade and place. */
    static List<Item> who(Kit kit, float size) {
        var items = new ArrayList<Item>();
        items.add(Item.head(kit.content().name(), size * 1.25f));
        if (!kit.content().trade().isEmpty()) items.add(Item.plain(kit.content().trade(), size));
        kit.content().place().forEach(line -> items.add(Item.plain(line, size * 0.92f)));
        return items;
    }

    /** The address, its exceptions, and whom it is for. */
    static List<Item> where(Kit kit, float size) {
        var items = new ArrayList<Item>();
        items.add(Item.plain(kit.words().told(kit.words().mailbox(), "").strip(), size * 0.92f)
                .after(0.45f));
        items.add(Item.address(kit.content().address().toString(), size * 1.25f));
        kit.exceptionLines().forEach(line -> items.add(Item.plain(line, size * 0.85f)));
        items.add(Item.plain(kit.forWhom(), size * 0.8f).after(0.35f));
        return items;
    }

    static List<Item> items(Kit kit, float size) {
        var items = new ArrayList<>(who(kit, size));
        items.addAll(where(kit, size));
        return items;
    }

    /**
     * Draws the block into a rectangle, with a bar of the practice's colour at its left.
     *
     * @param size of the type before it shrinks, in points
     */
    static void draw(Paper paper, Kit kit, List<Item> items, float size, float x, float top, float wide, float high) {
        float gap = size * 0.8f;
        paper.bar(x, top, Math.max(1.5f, size * 0.2f), high);
        float left = x + gap;
        float right = x + wide;
        var link = kit.content().link();
        if (link != null) {
            float side = Math.min(Math.max(QR_MOST, size * 6), Math.min(high, wide * 0.3f));
            right -= side;
            paper.qr(link, right, top + (high - side) / 2, side);
        }
        var laid = Flow.lay(items, right - left - gap / 2, high, 1, SMALLEST_TYPE);
        paper.write(laid, left, top + Math.max(0, (high - laid.height()) / 2));
    }
}
