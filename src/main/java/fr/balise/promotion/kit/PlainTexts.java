package fr.balise.promotion.kit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The texts of a kit that are pasted elsewhere. Each ends with a line break. */
final class PlainTexts {
    private PlainTexts() {}

    /** Mail signature [L-P5]. */
    static String signature(Kit kit) {
        return text(kit.lines());
    }

    /**
     * Foot of every letter and prescription that record software prints [L-P4] [L-P6]. The second line is for a practice of several
     * people: the software puts its own fields in place of the brackets. A service has its own line alone.
     */
    static String footer(Kit kit) {
        var words = kit.words();
        var own = kit.content().name() + " – " + kit.addressLine() + " – " + kit.forWhom();
        if (kit.content().isOfStructure()) return text(List.of(own));
        var shared = words.fields().name() + " – "
                + words.told(words.mailbox(), words.fields().address()) + " – " + kit.forWhom();
        return text(List.of(own, shared));
    }

    /** Profile of a professional network [L-P7]: one paragraph. */
    static String profile(Kit kit) {
        var content = kit.content();
        var head = Stream.concat(
                        Stream.of(content.name(), content.trade()).filter(part -> !part.isEmpty()),
                        Stream.of(content.structure(), content.postal().city()).filter(part -> !part.isEmpty()))
                .collect(Collectors.joining(", "));
        var rest = Stream.of(
                        Stream.of(head + ".", kit.addressLine() + "."),
                        kit.exceptionLines().stream().map(line -> line + "."),
                        Stream.of(kit.forWhom()),
                        kit.linkLines().stream())
                .flatMap(lines -> lines);
        return rest.collect(Collectors.joining(" ")) + "\n";
    }

    /** Page of a web site. */
    static String web(Kit kit) {
        return text(kit.lines());
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
