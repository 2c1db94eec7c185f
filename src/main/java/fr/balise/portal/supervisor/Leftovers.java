package fr.balise.portal.supervisor;

import java.util.List;

/** What a supervisor that was killed left running. */
final class Leftovers {
    private final Ledger ledger;
    private final List<Part> parts;

    Leftovers(Ledger ledger, List<Part> parts) {
        this.ledger = ledger;
        this.parts = parts;
    }

    /** Stops it in reverse, each part as it likes best. */
    void stop() {
        var page = ledger.read();
        if (page.isEmpty()) return;
        for (var entry : page.get().parts().reversed()) {
            var mark = entry.process();
            if (mark == null) continue;
            mark.alive()
                    .ifPresent(process -> parts.stream()
                            .filter(part -> part.name().equals(entry.name()))
                            .forEach(part -> Kept.Ending.end(part, process)));
        }
    }
}
