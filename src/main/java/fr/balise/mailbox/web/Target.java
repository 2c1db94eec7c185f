package fr.balise.mailbox.web;

import fr.balise.mailbox.Box;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.CensusView;
import fr.balise.mailbox.Place;
import fr.balise.mailbox.lifecycle.AutoReply;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.mailbox.lifecycle.Transfer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox that senders may be pointed to, with the situation and structure that it serves.
 *
 * @param place where it is used; empty where nobody said
 * @param copy whether copies may go there, and why
 */
record Target(BoxId id, String address, String place, boolean preferred, Transfer copy) {

    public String key() {
        return id.value();
    }

    /**
     * Where the person can be reached instead, the best first: the one chosen for the place of this mailbox, then the first of the
     * directory, then those held here, then published ones.
     *
     * @param chosen key of the address that the holder chose for that place; null where nothing was decided
     * @param held what is held here of a box
     * @param copying the policy for copies to a box
     */
    static List<Target> of(
            Box from,
            CensusView view,
            @Nullable String chosen,
            Function<Box, Optional<Hosted>> held,
            Function<Box, Transfer> copying) {
        record Rated(Box box, boolean here) {}
        var rated = new ArrayList<Rated>();
        for (var box : beside(from, view)) {
            var hosted = held.apply(box);
            if (hosted.isPresent() ? hosted.get().state() instanceof State.Active : box.published() && box.proven())
                rated.add(new Rated(box, hosted.isPresent()));
        }
        return rated.stream()
                .sorted(Comparator.comparing((Rated one) -> !isChosen(one.box(), chosen))
                        .thenComparing(one -> !isFirst(one.box()))
                        .thenComparing(one -> !one.here())
                        .thenComparing(one -> !one.box().published()))
                .map(one -> new Target(
                        one.box().id(),
                        one.box().address().toString(),
                        place(one.box(), view),
                        isChosen(one.box(), chosen) || isFirst(one.box()),
                        copying.apply(one.box())))
                .toList();
    }

    /** The person's own for one's own, those of the same structure for one of a structure. */
    private static List<Box> beside(Box from, CensusView view) {
        var group = view.groups().stream()
                .filter(CensusView.Group.OfStructure.class::isInstance)
                .filter(g -> g.boxes().stream().anyMatch(box -> box.id().equals(from.id())))
                .findFirst();
        var all = group.isPresent() ? group.get().boxes() : view.own();
        return all.stream()
                .filter(box -> !box.id().equals(from.id()) && !box.hidden() && AutoReply.canName(box.address()))
                .toList();
    }

    private static boolean isChosen(Box box, @Nullable String chosen) {
        return box.address().key().equals(chosen);
    }

    private static boolean isFirst(Box box) {
        return Objects.equals(box.rank(), 1);
    }

    private static String place(Box box, CensusView view) {
        var told = box.purpose();
        var said = view.situations().stream()
                .filter(situation -> told != null && Objects.equals(situation.id(), told.situation()))
                .map(situation -> Place.of(situation).label());
        var listed = box.attachments().stream()
                .filter(Box.Attachment::present)
                .map(attachment -> Place.label(attachment.structure()));
        return Stream.concat(said, listed)
                .filter(label -> !label.isEmpty())
                .findFirst()
                .orElse("");
    }
}
