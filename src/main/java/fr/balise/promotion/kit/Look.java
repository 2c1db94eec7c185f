package fr.balise.promotion.kit;

import org.jspecify.annotations.Nullable;

/**
 * How the documents of a practice look.
 *
 * @param colour of bars and names
 * @param logo PNG as {@link Logos} made it; null for none
 */
public record Look(Colour colour, byte @Nullable [] logo) {
    /** The sea of Balise, for whoever gave nothing. */
    public static final Look PLAIN = new Look(new Colour(0x0d5c75), null);
}
