package fr.balise.promotion.kit;

/** Printed matter of one block, or of many to cut out or to stick, at its real size [L-P6]. Sizes in millimetres. */
enum Sheets {
    /** As record software takes it in. */
    BLOCK(99.1, 38.1),
    /** Labels of 99.1 × 38.1, two by seven. */
    BLOCKS_14(99.1, 38.1, 2, 7, 101.6, 38.1, 4.65, 15.15, false),
    /** Labels of 70 × 37, three by eight. */
    BLOCKS_24(70, 37, 3, 8, 70, 37, 0, 0.5, false),
    /** A card as printers ask for it. */
    CARD(85, 55),
    /** Ten cards to cut out. */
    CARDS_10(85, 55, 2, 5, 85, 55, 20, 11, true);

    private static final double A4_WIDE = 210;
    private static final double A4_HIGH = 297;

    /** Printers leave about as much at the edge of a sheet blank. */
    private static final float PADDING = Paper.mm(5);

    private static final float TYPE = 9.5f;

    private final double wide;
    private final double high;
    private final int columns;
    private final int rows;
    private final double stepX;
    private final double stepY;
    private final double left;
    private final double top;
    private final boolean cut;

    Sheets(double wide, double high) {
        this(wide, high, 1, 1, 0, 0, 0, 0, false);
    }

    Sheets(
            double wide,
            double high,
            int columns,
            int rows,
            double stepX,
            double stepY,
            double left,
            double top,
            boolean cut) {
        this.wide = wide;
        this.high = high;
        this.columns = columns;
        this.rows = rows;
        this.stepX = stepX;
        this.stepY = stepY;
        this.left = left;
        this.top = top;
        this.cut = cut;
    }

    /** How many blocks it carries. */
    int blocks() {
        return columns * rows;
    }

    byte[] of(Kit kit) {
        boolean single = blocks() == 1;
        var paper = new Paper(
                Paper.mm(single ? wide : A4_WIDE),
                Paper.mm(single ? high : A4_HIGH),
                kit,
                kit.content().name());
        var block =
                Block.of(kit, Block.items(kit, TYPE), TYPE, Paper.mm(wide) - 2 * PADDING, Paper.mm(high) - 2 * PADDING);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) {
                float x = Paper.mm(left + column * stepX);
                float y = Paper.mm(top + row * stepY);
                if (cut) paper.outline(x, y, Paper.mm(wide), Paper.mm(high));
                block.draw(paper, x + PADDING, y + PADDING);
            }
        return paper.octets();
    }
}
