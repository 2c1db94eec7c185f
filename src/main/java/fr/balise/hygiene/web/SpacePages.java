package fr.balise.hygiene.web;

import fr.balise.hygiene.Archives;
import fr.balise.hygiene.Cleanings;
import fr.balise.hygiene.HowFull;
import fr.balise.hygiene.Preparations;
import fr.balise.hygiene.Room;
import fr.balise.hygiene.Rooms;
import fr.balise.hygiene.Stock;
import fr.balise.hygiene.Stocktaking;
import fr.balise.hygiene.StoragePicture;
import fr.balise.hygiene.web.Own.Mine;
import fr.balise.mailstore.MailStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** How full mailboxes are, and of what [L-M1]. */
@Controller
class SpacePages {
    private final Own own;
    private final Rooms rooms;
    private final Stocktaking stocktaking;
    private final Cleanings cleanings;
    private final Archives archives;
    private final Preparations preparations;
    private final FirstSight first;
    private final PhotoPages photos;

    SpacePages(
            Own own,
            Rooms rooms,
            Stocktaking stocktaking,
            Cleanings cleanings,
            Archives archives,
            Preparations preparations,
            FirstSight first,
            PhotoPages photos) {
        this.own = own;
        this.rooms = rooms;
        this.stocktaking = stocktaking;
        this.cleanings = cleanings;
        this.archives = archives;
        this.preparations = preparations;
        this.first = first;
        this.photos = photos;
    }

    record Row(Mine mine, Room room) {}

    /** One of them: held here, or elsewhere. */
    record Line(HowFull full, @Nullable Row here, PhotoPages.@Nullable Row there) {}

    /** All mailboxes, the fullest first; what nothing opens comes last. */
    @GetMapping("/espace")
    ModelAndView overview() {
        var all = own.all();
        var lines = lines(rows(all.stream().filter(Mine::reads).toList()), photos.rows());
        return new ModelAndView("hygiene/overview")
                .addObject(
                        "lines",
                        lines.stream()
                                .filter(line -> !(line.full() instanceof HowFull.Closed))
                                .toList())
                .addObject("preparing", rows(own.preparing()))
                .addObject("managed", rows(figures(all)))
                .addObject(
                        "closed",
                        lines.stream()
                                .filter(line -> line.full() instanceof HowFull.Closed)
                                .map(Line::there)
                                .toList());
    }

    /** Those of a structure that whoever manages it does not read. */
    private List<Mine> figures(List<Mine> all) {
        return Stream.concat(
                        all.stream().filter(mine -> !mine.reads()),
                        own.managed().stream()
                                .filter(mine -> all.stream()
                                        .noneMatch(one -> one.hosted()
                                                .id()
                                                .equals(mine.hosted().id()))))
                .toList();
    }

    private static List<Line> lines(List<Row> here, List<PhotoPages.Row> there) {
        return Stream.concat(
                        here.stream().map(row -> new Line(new HowFull.Known(row.room()), row, null)),
                        there.stream().map(row -> new Line(row.full(), null, row)))
                .sorted(Comparator.comparing(Line::full, HowFull.WORST_FIRST))
                .toList();
    }

    private List<Row> rows(List<Mine> all) {
        var known = rooms.of(all.stream().map(Mine::hosted).toList());
        return all.stream()
                .filter(mine -> known.containsKey(mine.hosted().id()))
                .map(mine -> new Row(
                        mine, Objects.requireNonNull(known.get(mine.hosted().id()))))
                .sorted(Comparator.comparing((Row row) -> row.room().level())
                        .thenComparing(row -> row.room().percent())
                        .reversed())
                .toList();
    }

    @GetMapping("/mes-boites/{box}/espace")
    ModelAndView show(@PathVariable("box") String box) {
        return photos.page(box).orElseGet(() -> held(box));
    }

    private ModelAndView held(String box) {
        var mine = own.figures(box);
        return first.of(mine, "").orElseGet(() -> page(mine));
    }

    private ModelAndView page(Mine mine) {
        var room = room(rooms, mine);
        var stock = stock(stocktaking, mine);
        return new ModelAndView("hygiene/space")
                .addObject("mine", mine)
                .addObject("room", room)
                .addObject("forecast", rooms.forecast(mine.hosted(), room))
                .addObject("known", !stock.takenAt().equals(Instant.EPOCH))
                .addObject("stock", stock)
                .addObject("picture", StoragePicture.of(stock, mine.hosted().zone()))
                .addObject("proposals", cleanings.proposals(stock, room))
                .addObject("archives", archives.of(mine.actor(), mine.hosted()))
                .addObject("cleanings", cleanings.of(mine.hosted()));
    }

    static Room room(Rooms rooms, Mine mine) {
        return rooms.of(mine.hosted()).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** As it is now, or as it was last seen where the mail server does not answer. */
    static Stock stock(Stocktaking stocktaking, Mine mine) {
        var account = mine.account();
        try {
            return stocktaking.take(account);
        } catch (MailStore.Unavailable down) {
            return stocktaking.last(account);
        }
    }

    /** What waits for the person of the present request to decide, or was prepared by it. */
    List<PreparePages.Waiting> waiting() {
        return own.seen().stream()
                .flatMap(mine ->
                        preparations.waiting(mine.hosted()).stream().map(one -> new PreparePages.Waiting(mine, one)))
                .toList();
    }

    /** The fullest mailbox of the person, where it presses: for the home page. */
    Optional<Row> pressing() {
        return rows(own.seen()).stream().findFirst().filter(row -> row.room().presses());
    }
}
