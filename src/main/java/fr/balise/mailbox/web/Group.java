package fr.balise.mailbox.web;

import fr.balise.directory.Situation;
import fr.balise.identity.Subject;
import fr.balise.mailbox.CensusView;
import fr.balise.mailbox.Place;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the census as it is drawn: one mast with its mailboxes.
 *
 * @param kind {@code situation ask everywhere structure hand}: the ending of the message keys
 * @param label the place, where there is one
 * @param since since when the files have it, {@code gone} since when no more
 */
record Group(
        String kind,
        String label,
        String trade,
        @Nullable LocalDate since,
        @Nullable LocalDate gone,
        List<Card> cards) {
    private static final int CARDS_AT_MOST = 4;

    /** The many mailboxes of a structure are one list of lines, each of which leads to its page. */
    public boolean brief() {
        return kind.equals("structure") && cards.size() > CARDS_AT_MOST;
    }

    static List<Group> of(CensusView view, Subject subject) {
        return view.groups().stream().map(group -> of(group, view, subject)).toList();
    }

    private static Group of(CensusView.Group group, CensusView view, Subject subject) {
        var cards =
                group.boxes().stream().map(box -> Card.of(box, view, subject)).toList();
        return switch (group) {
            case CensusView.Group.OfSituation(Situation s, var _) -> {
                var place = Place.of(s);
                yield new Group(
                        "situation",
                        place.label(),
                        place.trade(),
                        s.presence().firstSeen(),
                        s.presence().goneSince(),
                        cards);
            }
            case CensusView.Group.OfStructure(var structure, var _) ->
                new Group("structure", Place.label(structure), "", null, null, cards);
            case CensusView.Group.ToAskAbout _ -> new Group("ask", "", "", null, null, cards);
            case CensusView.Group.Everywhere _ -> new Group("everywhere", "", "", null, null, cards);
            case CensusView.Group.ByHand _ -> new Group("hand", "", "", null, null, cards);
        };
    }
}
