package fr.balise.promotion;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.lifecycle.AutoReply;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.State;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where a mailbox that is being closed, or was erased, leads to: what its automatic reply or its tombstone tells senders anyway. */
@Component
class Onward {
    private final InstantSource clock;

    Onward(InstantSource clock) {
        this.clock = clock;
    }

    /** By the key of the address that leads on. */
    Map<String, MailAddress> from(Collection<Hosted> mailboxes) {
        var told = new HashMap<String, MailAddress>();
        for (var mailbox : mailboxes)
            told(mailbox, mailbox.day(clock.instant()))
                    .ifPresent(to -> told.put(mailbox.address().key(), to));
        return told;
    }

    private static Optional<MailAddress> told(Hosted mailbox, LocalDate today) {
        return switch (mailbox.state()) {
            case State.Active _ -> Optional.empty();
            case State.Depublished depublished -> replied(depublished.reply(), today);
            case State.RetrievalOnly closing -> Optional.ofNullable(closing.toldTo());
            case State.Erased(var _, var tombstone) -> {
                var until = tombstone.toldUntil();
                yield until == null || today.isAfter(until)
                        ? Optional.empty()
                        : Optional.ofNullable(tombstone.toldTo());
            }
        };
    }

    private static Optional<MailAddress> replied(@Nullable AutoReply reply, LocalDate today) {
        if (reply == null || today.isBefore(reply.from())) return Optional.empty();
        var until = reply.until();
        return until != null && today.isAfter(until) ? Optional.empty() : Optional.of(reply.newAddress());
    }
}
