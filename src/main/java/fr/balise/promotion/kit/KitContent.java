package fr.balise.promotion.kit;

import fr.balise.directory.Person;
import fr.balise.directory.PostalAddress;
import fr.balise.directory.Situation;
import fr.balise.directory.Structure;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.Place;
import fr.balise.promotion.ChoiceRow;
import fr.balise.promotion.DocumentKind;
import fr.balise.promotion.Preference;
import fr.balise.promotion.ServiceChoices;
import fr.balise.promotion.Signpost;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is made known of one place. The directory knows no telephone number, so none is said.
 *
 * <p>Of a structure itself nobody is named: title, given and family are empty, and {@code trade} is the department.
 *
 * @param title {@code Dr}, {@code Pr}, or empty
 * @param given empty where the directory has none
 * @param trade profession and specialties; empty where the directory tells none
 * @param structure name of the place; empty for all places
 * @param postal of the place; {@link Postal#NONE} for all places
 * @param address the preferred mailbox
 * @param exceptions kinds of documents that go to another mailbox of the same person; never the one of {@code address}
 * @param link to the page that always shows the present address; null while it is switched off
 */
public record KitContent(
        String title,
        String given,
        String family,
        String trade,
        String structure,
        Postal postal,
        MailAddress address,
        Map<DocumentKind, MailAddress> exceptions,
        @Nullable URI link) {

    /** @param street with its complement; each empty where the directory does not tell */
    public record Postal(String street, String postcode, String city) {
        static final Postal NONE = new Postal("", "", "");

        static Postal of(PostalAddress of) {
            return new Postal(
                    Stream.of(Optional.ofNullable(of.complement()), Optional.ofNullable(of.line()))
                            .flatMap(Optional::stream)
                            .collect(Collectors.joining(", ")),
                    told(of.postcode()),
                    told(of.city()));
        }

        /** As on an envelope. */
        List<String> lines() {
            return Stream.of(street, (postcode + " " + city).strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    public KitContent {
        exceptions = Collections.unmodifiableMap(new TreeMap<>(exceptions));
    }

    /** Of a service mailbox. */
    public boolean isOfStructure() {
        return title.isEmpty() && given.isEmpty() && family.isEmpty();
    }

    /** As one says it: {@code Dr Camille LEFÈVRE}, or the name of the structure. */
    public String name() {
        if (isOfStructure()) return structure;
        return Stream.of(title, given, family).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }

    /** Structure and postal address, those that are known and not said by the name. */
    List<String> place() {
        var structures = Stream.of(structure).filter(name -> !name.isEmpty() && !isOfStructure());
        return Stream.concat(structures, postal.lines().stream()).toList();
    }

    static KitContent of(Person person, ChoiceRow row, Preference decided, @Nullable URI link) {
        var situation = row.situation();
        var structure = situation == null ? null : situation.structure();
        var exceptions = new TreeMap<DocumentKind, MailAddress>();
        row.exceptions().forEach((kind, one) -> {
            if (!one.address().key().equals(decided.address().key())) exceptions.put(kind, spelled(row, one.address()));
        });
        return new KitContent(
                person.title(),
                told(person.given()),
                person.family(),
                trade(situation),
                structure == null ? "" : structure.shownName(),
                Optional.ofNullable(structure)
                        .map(Structure::address)
                        .map(Postal::of)
                        .orElse(Postal.NONE),
                spelled(row, decided.address()),
                exceptions,
                link);
    }

    /** Of the service mailbox that a structure prefers. */
    static KitContent of(ServiceChoices.Of of, ServiceChoices.Box chosen, @Nullable URI link) {
        var exceptions = new TreeMap<DocumentKind, MailAddress>();
        of.exceptions().forEach((kind, one) -> {
            if (!one.address().key().equals(chosen.address().key())) exceptions.put(kind, one.address());
        });
        return new KitContent(
                "",
                "",
                "",
                told(chosen.service()),
                of.structure().shownName(),
                Optional.ofNullable(of.structure().address()).map(Postal::of).orElse(Postal.NONE),
                chosen.address(),
                exceptions,
                link);
    }

    /** The same from what is public now. */
    static KitContent of(Signpost there, @Nullable URI link) {
        var structure = there.situation() == null ? null : there.situation().structure();
        var exceptions = new TreeMap<>(there.exceptions());
        exceptions
                .values()
                .removeIf(address -> address.key().equals(there.address().key()));
        return new KitContent(
                there.person().title(),
                told(there.person().given()),
                there.person().family(),
                trade(there.situation()),
                structure == null ? "" : structure.shownName(),
                Optional.ofNullable(structure)
                        .map(Structure::address)
                        .map(Postal::of)
                        .orElse(Postal.NONE),
                there.address(),
                exceptions,
                link);
    }

    /** As the directory spells it; choices are kept in lower case. */
    private static MailAddress spelled(ChoiceRow row, MailAddress address) {
        return row.advised().lines().stream()
                .map(line -> line.candidate().address())
                .filter(one -> one.key().equals(address.key()))
                .findFirst()
                .orElse(address);
    }

    private static String trade(@Nullable Situation situation) {
        return situation == null ? "" : Place.of(situation).trade();
    }

    private static String told(@Nullable String text) {
        return text == null ? "" : text;
    }
}
