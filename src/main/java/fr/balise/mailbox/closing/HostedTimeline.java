package fr.balise.mailbox.closing;

import fr.balise.identity.Subject;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.Timeline;
import fr.balise.mailbox.Timeline.Entry;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.lifecycle.Happened;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.OwnMailboxes;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The life of a mailbox that is held here, for "Mes démarches". */
@Component
class HostedTimeline implements Timeline.Source {
    private final OwnMailboxes own;
    private final Lifecycle lifecycle;
    private final Notices notices;

    HostedTimeline(OwnMailboxes own, Lifecycle lifecycle, Notices notices) {
        this.own = own;
        this.lifecycle = lifecycle;
        this.notices = notices;
    }

    @Override
    public List<Entry> of(Subject subject, Box box) {
        return own.behind(subject, box)
                .map(mailbox -> Stream.concat(entries(mailbox, box).stream(), told(mailbox, box))
                        .toList())
                .orElse(List.of());
    }

    private Stream<Entry> told(Hosted mailbox, Box box) {
        return notices.sent(mailbox.id()).stream()
                .map(sent ->
                        entry(mailbox, box, sent.at(), Words.of("mailbox.timeline.life.notice", sent.messages()), ""));
    }

    private static Entry entry(Hosted mailbox, Box box, Instant at, Words words, String by) {
        return new Entry(at, mailbox.day(at), box.id(), box.address(), Timeline.Kind.LIFE, words, by);
    }

    private List<Entry> entries(Hosted mailbox, Box box) {
        var acts = lifecycle.history(mailbox.id());
        return IntStream.range(0, acts.size())
                .mapToObj(i -> entry(
                        mailbox,
                        box,
                        acts.get(i).at(),
                        words(acts, i),
                        acts.get(i).by()))
                .toList();
    }

    /** Depublished once more is another reply; a deletion asked for once more is another word for senders. */
    private static Words words(List<Happened> acts, int i) {
        var act = acts.get(i);
        var again = i > 0 && acts.get(i - 1).state().equals(act.state());
        var word = again && (act.act().equals("depublish") || act.act().equals("request-deletion"))
                ? act.act() + "-again"
                : act.act();
        return Words.of("mailbox.timeline.life." + word);
    }
}
