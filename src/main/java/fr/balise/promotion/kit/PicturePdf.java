package fr.balise.promotion.kit;

/** A picture for professional networks [L-P7], drawn as a page whose points are its pixels. */
final class PicturePdf {
    private PicturePdf() {}

    static byte[] of(Kit kit, float wide, float high) {
        var paper = new Paper(wide, high, kit, kit.content().name());
        float margin = Math.min(wide, high) * 0.09f;
        // As large as it fits: the type begins at a ninth of the height and shrinks.
        float type = high / 9;
        var logo = kit.look().logo();
        float top = margin;
        if (logo != null && high >= wide * 0.5f) {
            float tall = high * 0.16f;
            paper.picture(logo, kit.content().structure(), margin, top, wide - 2 * margin, tall);
            top += tall + margin / 2;
        }
        Block.of(kit, Block.items(kit, type), type, wide - 2 * margin, high - top - margin)
                .draw(paper, margin, top);
        return paper.octets();
    }
}
