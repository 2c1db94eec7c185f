package fr.balise.promotion.kit;

import fr.balise.promotion.kit.Flow.Item;
import java.util.ArrayList;

/** The paper of letters to colleagues [L-P4]: who writes at its head, where to answer at its foot, and nothing between. */
final class LetterheadPdf {
    private static final float MARGIN = Paper.mm(20);
    private static final float TYPE = 10;
    private static final float HEAD = Paper.mm(38);
    private static final float FOOT = Paper.mm(34);

    private LetterheadPdf() {}

    static byte[] of(Kit kit) {
        var paper =
                new Paper(Paper.A4_WIDTH, Paper.A4_HEIGHT, kit, kit.content().name());
        float wide = Paper.A4_WIDTH - 2 * MARGIN;
        paper.bar(0, 0, Paper.A4_WIDTH, Paper.mm(4));
        float left = MARGIN;
        var logo = kit.look().logo();
        if (logo != null)
            left += paper.picture(logo, kit.content().structure(), MARGIN, Paper.mm(12), Paper.mm(45), Paper.mm(28))
                    + Paper.mm(6);
        var head = Flow.lay(Block.who(kit, TYPE), Paper.A4_WIDTH - MARGIN - left, HEAD, 1, 6);
        paper.write(head, left, Paper.mm(12));
        var foot = new ArrayList<Item>();
        foot.add(Item.head(kit.words().answer(), TYPE));
        foot.addAll(Block.where(kit, TYPE));
        kit.linkLines().forEach(line -> foot.add(Item.plain(line, TYPE * 0.8f)));
        Block.of(kit, foot, TYPE, wide, FOOT).draw(paper, MARGIN, Paper.A4_HEIGHT - Paper.mm(15) - FOOT);
        return paper.octets();
    }
}
