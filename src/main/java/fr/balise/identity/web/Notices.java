package fr.balise.identity.web;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the next page says at its top. */
@Component
class Notices {
    private final MessageSource messages;

    Notices(MessageSource messages) {
        this.messages = messages;
    }

    void done(RedirectAttributes next, String key, Object... values) {
        next.addFlashAttribute("done", text(key, values));
    }

    /** For a reader whose language nobody knows: French, then English. */
    String inBoth(String between, String key, Object... values) {
        return messages.getMessage(key, values, Locale.FRANCE) + between + messages.getMessage(key, values, Locale.UK);
    }

    String text(String key, Object... values) {
        return messages.getMessage(key, values, LocaleContextHolder.getLocale());
    }
}
