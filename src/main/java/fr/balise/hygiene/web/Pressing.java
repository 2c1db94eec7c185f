package fr.balise.hygiene.web;

import fr.balise.hygiene.web.SpacePages.Row;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** For the home page: {@code @pressing.mailbox()}, the fullest one of the person where it is nearly full; null otherwise. */
@Component("pressing")
class Pressing {
    private final SpacePages pages;

    Pressing(SpacePages pages) {
        this.pages = pages;
    }

    public @Nullable Row mailbox() {
        try {
            return pages.pressing().orElse(null);
        } catch (ResponseStatusException nobodys) {
            return null; // a delegate sees no mail
        }
    }
}
