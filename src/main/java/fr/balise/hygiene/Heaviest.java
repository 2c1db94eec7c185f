package fr.balise.hygiene;

import fr.balise.hygiene.Item.Piece;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The largest attachments over all folders, each with its message [L-M5]. Pure. */
public final class Heaviest {
    private Heaviest() {}

    /** @param number among the attachments of its message, from 1 */
    public record Found(Shelf shelf, Item item, Piece piece, int number) {}

    public static List<Found> of(Stock stock, int most) {
        var heaviest = new PriorityQueue<Found>(
                Comparator.comparingLong(found -> found.piece().octets()));
        stock.each((shelf, item) -> {
            int number = 0;
            for (var piece : item.pieces()) {
                number++;
                if (heaviest.size() == most
                        && piece.octets() <= heaviest.element().piece().octets()) continue;
                heaviest.add(new Found(shelf, item, piece, number));
                if (heaviest.size() > most) heaviest.poll();
            }
        });
        var found = new ArrayList<>(heaviest);
        found.sort(Comparator.comparingLong((Found one) -> one.piece().octets()).reversed());
        return found;
    }
}
