package fr.balise.mailbox.web;

import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import org.springframework.stereotype.Component;

/** Sentences for the notice "done" after a redirect, made while the reader's language is known. */
@Component
class Told {
    private final Wording wording;

    Told(Wording wording) {
        this.wording = wording;
    }

    String of(Words words) {
        return wording.of(words);
    }

    String of(String key, Object... values) {
        return wording.of(Words.of(key, values));
    }
}
