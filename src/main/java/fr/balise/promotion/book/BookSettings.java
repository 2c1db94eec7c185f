package fr.balise.promotion.book;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of address books.
 *
 * @param kept how long a book that somebody uploaded on the page is kept, at most; its owner may erase it before
 * @param most entries from which a book is refused
 * @param largest book that a program may send, of the page the limit of uploads holds; FHIR bundles are refused from 4 MB
 * @param atOnce books of programs that are checked at the same time; who comes then is told to wait
 */
@ConfigurationProperties("balise.promotion.book")
record BookSettings(
        @DefaultValue("48h") Duration kept,
        @DefaultValue("120000") int most,
        @DefaultValue("32MB") DataSize largest,
        @DefaultValue("2") int atOnce) {}
