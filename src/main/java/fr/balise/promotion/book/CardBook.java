package fr.balise.promotion.book;

import ezvcard.VCard;
import ezvcard.VCardVersion;
import ezvcard.io.text.VCardReader;
import ezvcard.io.text.VCardWriter;
import ezvcard.property.Email;
import ezvcard.property.FormattedName;
import ezvcard.property.StructuredName;
import fr.balise.promotion.Question;
import fr.balise.promotion.book.BrokenBook.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Cards of correspondents, versions 2.1 to 4.0 [RFC6350 3]. Each address of a card is an entry; a card with none is one. */
final class CardBook {
    private static final Pattern BEGIN = Pattern.compile("(?im)^BEGIN:VCARD\\s*$");

    /** Where record software puts what vCard has no property for. */
    private static final List<String> NUMBERS = List.of("X-RPPS", "X-ID-RPPS");

    private CardBook() {}

    static void read(byte[] file, Entries entries) throws BrokenBook {
        var text = text(file);
        var lines = lines(text);
        int card = 0;
        for (var one : cards(text)) {
            int line = card < lines.size() ? lines.get(card) : 0;
            card++;
            var person = NUMBERS.stream()
                    .map(one::getExtendedProperty)
                    .filter(Objects::nonNull)
                    .flatMap(property -> Question.number(Objects.requireNonNullElse(property.getValue(), "")).stream())
                    .findFirst()
                    .orElse(null);
            if (one.getEmails().isEmpty()) entries.add(line, "", name(one), person);
            for (var email : one.getEmails()) entries.add(line, value(email), name(one), person);
        }
    }

    static byte[] corrected(byte[] file, Map<Integer, String> instead) throws BrokenBook {
        var bytes = new ByteArrayOutputStream(file.length + 1024);
        int number = 0;
        try (var writer = new VCardWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), VCardVersion.V3_0)) {
            writer.setAddProdId(false);
            writer.setVersionStrict(false);
            for (var card : cards(text(file))) {
                if (card.getEmails().isEmpty()) {
                    var added = instead.get(number++);
                    if (added != null) card.addEmail(added);
                } else
                    for (var email : card.getEmails()) {
                        var other = instead.get(number++);
                        if (other != null) email.setValue(other);
                    }
                writer.setTargetVersion(Objects.requireNonNullElse(card.getVersion(), VCardVersion.V3_0));
                writer.write(card);
            }
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return bytes.toByteArray();
    }

    private static List<VCard> cards(String text) throws BrokenBook {
        var cards = new ArrayList<VCard>();
        try (var reader = new VCardReader(new StringReader(text))) {
            for (var card = reader.readNext(); card != null; card = reader.readNext()) cards.add(card);
        } catch (IOException | RuntimeException broken) {
            var lines = lines(text);
            throw new BrokenBook(Fault.BROKEN_CARD, cards.size() < lines.size() ? lines.get(cards.size()) : 0);
        }
        return cards;
    }

    private static String text(byte[] file) throws BrokenBook {
        for (var octet : file) if (octet == 0) throw new BrokenBook(Fault.NOT_TEXT, 0);
        var text = new String(file, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** At which line each card begins. */
    private static List<Integer> lines(String text) {
        var lines = new ArrayList<Integer>();
        var begins = BEGIN.matcher(text);
        int line = 1;
        int from = 0;
        while (begins.find()) {
            for (int at = from; at < begins.start(); at++) if (text.charAt(at) == '\n') line++;
            from = begins.start();
            lines.add(line);
        }
        return lines;
    }

    private static String value(Email email) {
        return Objects.requireNonNullElse(email.getValue(), "");
    }

    /** Family name first, as the directory has it. */
    private static String name(VCard card) {
        var parts = Optional.ofNullable(card.getStructuredName())
                .map(CardBook::parts)
                .orElse("");
        if (!parts.isEmpty()) return parts;
        return Optional.ofNullable(card.getFormattedName())
                .map(FormattedName::getValue)
                .orElse("");
    }

    private static String parts(StructuredName name) {
        return Stream.of(name.getFamily(), name.getGiven())
                .filter(Objects::nonNull)
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
