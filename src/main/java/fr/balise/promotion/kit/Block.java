package fr.balise.promotion.kit;

import fr.balise.promotion.kit.Flow.Item;
import fr.balise.promotion.kit.Flow.Laid;
import java.util.ArrayList;
import java.util.List;

/**
 * The block that all printed matter carries: who, where, the address, whom it is for, and the QR code. Laid out once, drawn as often as
 * a sheet carries it.
 *
 * @param size of the type before it shrinks, in points; {@code wide} and {@code high} of the whole block
 * @param side of the QR code; 0 without a link
 */
record Block(Kit kit, float size, float wide, float high, float side, Laid laid) {
    /** Side of a QR code that a telephone reads without effort: more is only for larger type. */
    private static final float QR_MOST = Paper.mm(30);

    private static final float QR_TO_TYPE = 6;

    /** Of the width. */
    private static final float QR_SHARE = 0.3f;

    /** Beside the text, in parts of its size. */
    private static final float GAP = 0.8f;

    private static final float THINNEST_BAR = 1.5f;
    private static final float SMALLEST_TYPE = 4.5f;

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
     * @param size of the type before it shrinks, in points
     */
    static Block of(Kit kit, List<Item> items, float size, float wide, float high) {
        float side = kit.content().link() == null
                ? 0
                : Math.min(Math.max(QR_MOST, size * QR_TO_TYPE), Math.min(high, wide * QR_SHARE));
        return new Block(
                kit,
                size,
                wide,
                high,
                side,
                Flow.lay(items, wide - side - size * (GAP + GAP / 2), high, 1, SMALLEST_TYPE));
    }

    /** Draws it at a place of a page, with a bar of the practice's colour at its left. */
    void draw(Paper paper, float x, float top) {
        paper.bar(x, top, Math.max(THINNEST_BAR, size / 5), high);
        var link = kit.content().link();
        if (link != null) paper.qr(link, x + wide - side, top + (high - side) / 2, side);
        paper.write(laid, x + size * GAP, top + Math.max(0, (high - laid.height()) / 2));
    }
}
