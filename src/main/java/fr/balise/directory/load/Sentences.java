package fr.balise.directory.load;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Says reasons in the language of whoever reads them. */
@Component
class Sentences {
    private final MessageSource messages;

    Sentences(MessageSource messages) {
        this.messages = messages;
    }

    String say(Sentence sentence) {
        return said("directory.load." + sentence.name(), sentence.values().toArray());
    }

    String fault(Fault fault) {
        return said("directory.load.fault." + fault.name());
    }

    private String said(String key, Object... values) {
        return messages.getMessage(key, values, LocaleContextHolder.getLocale());
    }
}
