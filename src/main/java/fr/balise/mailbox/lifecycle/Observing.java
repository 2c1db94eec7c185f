package fr.balise.mailbox.lifecycle;

import fr.balise.directory.Directory;
import fr.balise.directory.Situation;
import fr.balise.mailbox.lifecycle.Inactivity.Observed;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Puts together what the inactivity policy looks at: the activity that was recorded, the directory, and what was noted before. */
@Service
class Observing {
    private final HostedRows rows;
    private final Uses uses;
    private final Directory directory;
    private final EvidenceBook book;
    private final InactivityPolicy policy;

    Observing(HostedRows rows, Uses uses, Directory directory, EvidenceBook book, InactivityPolicy policy) {
        this.rows = rows;
        this.uses = uses;
        this.directory = directory;
        this.book = book;
        this.policy = policy;
    }

    Observed of(Hosted mailbox) {
        return new Observed(mailbox, uses.last(mailbox, policy.silence()), ended(mailbox), book.of(mailbox.id()));
    }

    UseClass used(Hosted mailbox) {
        return uses.classes(List.of(mailbox)).getOrDefault(mailbox.id(), UseClass.UNKNOWN);
    }

    /** Active ones with an id behind {@code after}, in their order. */
    List<Observed> page(long after, int limit) {
        return rows.active(after, limit).stream()
                .flatMap(id -> rows.find(id).stream())
                .map(this::of)
                .toList();
    }

    /** Since which file the practice situation that it serves is missing; null while it is there, or where it serves none. */
    private @Nullable LocalDate ended(Hosted mailbox) {
        var situation = mailbox.situation();
        return situation == null
                ? null
                : directory
                        .situation(situation)
                        .map(Situation::presence)
                        .map(presence -> presence.goneSince())
                        .orElse(null);
    }
}
