package fr.balise.promotion.kit;

import java.util.List;
import java.util.stream.Stream;

/** What one place makes known, in one language, with the look of its practice. */
public record Kit(KitContent content, KitWords words, Look look) {

    /** {@code Messagerie sécurisée MSSanté : nom@…} */
    String addressLine() {
        return words.told(words.mailbox(), content.address());
    }

    /** One line per kind of document that goes elsewhere. */
    List<String> exceptionLines() {
        return content.exceptions().entrySet().stream()
                .map(one -> words.told(words.kind(one.getKey()), one.getValue()))
                .toList();
    }

    /** Whom the address is for, and where patients go. */
    String forWhom() {
        return words.reserved() + " " + words.patients();
    }

    /** The short link in a sentence; empty while it is switched off. */
    List<String> linkLines() {
        var link = content.link();
        return link == null ? List.of() : List.of(words.told(words.current(), link));
    }

    /** A letter to a colleague: what its writer writes over stands in brackets. */
    List<String> letter() {
        var fields = words.fields();
        return List.of(
                "", fields.recipient(), "", fields.day(), "", fields.subject(), "", fields.text(), "", content.name());
    }

    /** The whole in plain lines. */
    List<String> lines() {
        return Stream.of(
                        Stream.of(content.name(), content.trade()).filter(line -> !line.isEmpty()),
                        content.place().stream(),
                        Stream.of(addressLine()),
                        exceptionLines().stream(),
                        Stream.of(forWhom()),
                        linkLines().stream())
                .flatMap(lines -> lines)
                .toList();
    }
}
