package fr.balise.hygiene;

import fr.balise.mailstore.UsageList;
import fr.balise.mailstore.UsageList.Fill;
import java.util.Collection;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** How full all hosted mailboxes are, page by page. */
@Component
class Fills {
    private static final int PAGE = 1_000;

    private final UsageList usages;

    Fills(UsageList usages) {
        this.usages = usages;
    }

    void each(Consumer<Collection<Fill>> taker) {
        for (var page = usages.page(null, null, 0, PAGE); !page.isEmpty(); ) {
            taker.accept(usages.of(page).values());
            page = usages.page(null, null, page.getLast().value(), PAGE);
        }
    }
}
