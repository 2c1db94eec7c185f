package fr.balise.hygiene.web;

import fr.balise.hygiene.Sized;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Octets in the reader's language: {@code @sizes.of(octets)}. */
@Component("sizes")
class Sizes {
    public String of(long octets) {
        return Sized.of(octets, LocaleContextHolder.getLocale());
    }
}
