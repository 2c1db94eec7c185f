package fr.balise.mailbox.web;

import fr.balise.identity.Subject;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.CensusView;
import fr.balise.mailbox.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Situations × mailboxes.
 *
 * @param columns the mailboxes, in the order of the census
 * @param rows the situations; the last one, without a place, is "tous vos lieux"
 */
record Picture(@Nullable String name, CensusView view, List<Card> columns, List<Row> rows) {

    /** @param place null for the row of all places, and of what was not told yet */
    record Row(@Nullable Place place, List<Mark> marks) {
        public boolean empty() {
            return marks.stream().allMatch(mark -> mark == Mark.NONE);
        }
    }

    /** How a mailbox belongs to a row: by the files, as the preferred one there, by the person's word, or asked about. */
    enum Mark {
        NONE,
        ATTACHED,
        PREFERRED,
        SAID,
        ASKED;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static Picture of(CensusView view, Subject subject) {
        var columns =
                view.own().stream().map(box -> Card.of(box, view, subject)).toList();
        var rows = new ArrayList<Row>();
        for (var situation : view.situations()) {
            var place = Place.of(situation);
            rows.add(
                    new Row(place, columns.stream().map(card -> at(card, place)).toList()));
        }
        var everywhere = new Row(null, columns.stream().map(Picture::everywhere).toList());
        if (!everywhere.empty()) rows.add(everywhere);
        var person = view.person();
        return new Picture(person == null ? null : person.fullName(), view, columns, List.copyOf(rows));
    }

    private static Mark at(Card card, Place place) {
        for (Box.Attachment attachment : card.box().attachments()) {
            var situation = attachment.situation();
            if (attachment.present() && situation != null && situation.id() == place.id()) {
                var rank = attachment.rank();
                return rank != null && rank == 1 ? Mark.PREFERRED : Mark.ATTACHED;
            }
        }
        return place.equals(card.purpose()) ? Mark.SAID : Mark.NONE;
    }

    private static Mark everywhere(Card card) {
        if (card.asked()) return Mark.ASKED;
        var purpose = card.box().purpose();
        if (purpose != null) return purpose.situation() == null ? Mark.SAID : Mark.NONE;
        return card.attachedTo().isEmpty() ? Mark.ATTACHED : Mark.NONE;
    }
}
