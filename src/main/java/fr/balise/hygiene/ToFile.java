package fr.balise.hygiene;

import fr.balise.mailstore.MailStore.Use;
import fr.balise.mailstore.MessageKind;
import fr.balise.record.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The documents of a mailbox that nothing shows to be filed: what is to be handed over to record software [L-M2]. */
@Service
public class ToFile {
    private final Sorter sorter;

    ToFile(Sorter sorter) {
        this.sorter = sorter;
    }

    /** The newest first. @param group null for all */
    public List<Item> of(Stock stock, @Nullable Group group) {
        var sorting = sorter.of(stock);
        var items = new ArrayList<Item>();
        stock.each((shelf, item) -> {
            if (isToFile(item, shelf) && (group == null || sorting.group(item, shelf) == group)) items.add(item);
        });
        items.sort(Comparator.comparing(Item::received).reversed());
        return items;
    }

    /** A failed filing is not tried by machine again, and what was sent from here is in the record that it came from. */
    static boolean isToFile(Item item, Shelf shelf) {
        return item.unproven()
                && item.kind() != MessageKind.INTEGRATION_FAILURE
                && shelf.use() != Use.SENT
                && shelf.use() != Use.DRAFTS;
    }

    public static List<Place> places(Stock stock, List<Item> items) {
        var shelves = stock.shelves().stream().collect(Collectors.toMap(Shelf::id, Function.identity()));
        return items.stream()
                .flatMap(item -> java.util.stream.Stream.ofNullable(shelves.get(item.folder()))
                        .map(shelf -> new Place(shelf.name(), shelf.uidValidity(), item.uid())))
                .toList();
    }
}
