package fr.balise.promotion.kit;

import fr.balise.promotion.kit.Flow.Item;
import java.util.ArrayList;

/** A sheet for the wall of colleagues: one request, one address, and the code that always leads to the present one. */
final class PosterPdf {
    private static final float MARGIN = Paper.mm(22);
    private static final float QR = Paper.mm(70);

    /** To be read from across the room, where there is little to say. */
    private static final float LARGEST = 1.6f;

    private PosterPdf() {}

    static byte[] of(Kit kit) {
        var paper =
                new Paper(Paper.A4_WIDTH, Paper.A4_HEIGHT, kit, kit.content().name());
        float wide = Paper.A4_WIDTH - 2 * MARGIN;
        paper.bar(0, 0, Paper.A4_WIDTH, Paper.mm(10));
        float top = Paper.mm(22);
        var logo = kit.look().logo();
        if (logo != null) {
            paper.picture(logo, kit.content().structure(), MARGIN, top, Paper.mm(60), Paper.mm(28));
            top += Paper.mm(33);
        }
        var items = new ArrayList<Item>();
        items.add(Item.head(kit.words().update(), 30));
        for (var item : Block.who(kit, 17)) items.add(items.size() == 1 ? below(item) : item);
        items.addAll(Block.where(kit, 19));
        kit.linkLines().forEach(line -> items.add(Item.plain(line, 14).after(0.6f)));
        var link = kit.content().link();
        float room = Paper.A4_HEIGHT - top - MARGIN - (link == null ? 0 : QR);
        var laid = Flow.lay(items, wide, room, LARGEST, 8);
        paper.write(laid, MARGIN, top);
        if (link != null) paper.qr(link, (Paper.A4_WIDTH - QR) / 2, Paper.A4_HEIGHT - MARGIN * 0.7f - QR, QR);
        return paper.octets();
    }

    /** The name, under the heading: a paragraph of its own. */
    private static Item below(Item name) {
        return new Item(name.text(), true, name.size(), "P", false, false, 1);
    }
}
