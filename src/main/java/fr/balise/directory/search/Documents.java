package fr.balise.directory.search;

import static java.util.stream.Collectors.toCollection;

import fr.balise.kernel.MailboxType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.stream.Stream;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Makes documents of the lines of {@link PublicRows}. Keeps its fields for the next document: one per thread. */
final class Documents {
    private final Labels labels;
    private final Spellings spellings = new Spellings();
    private final List<IndexableField> document = new ArrayList<>(16);
    private final Words key = new Words(Fields.KEY);
    private final Words family = new Words(Fields.FAMILY);
    private final Words familyEdges = new Words(Fields.FAMILY + Fields.EDGES);
    private final Words familySounds = new Words(Fields.FAMILY + Fields.SOUNDS);
    private final Words given = new Words(Fields.GIVEN);
    private final Words givenEdges = new Words(Fields.GIVEN + Fields.EDGES);
    private final Words givenSounds = new Words(Fields.GIVEN + Fields.SOUNDS);
    private final Words city = new Words(Fields.CITY);
    private final Words work = new Words(Fields.WORK);
    private final Words place = new Words(Fields.PLACE);
    private final Words title = new Words(Fields.TITLE);
    private final Words whole = new Words(Fields.WHOLE);
    private final Words addresses = new Words(Fields.ADDRESS);
    private final Words numbers = new Words(Fields.NUMBER);
    private final Words filters = new Words(Fields.FILTER);
    private final List<Words> all = List.of(
            key,
            family,
            familyEdges,
            familySounds,
            given,
            givenEdges,
            givenSounds,
            city,
            work,
            place,
            title,
            whole,
            addresses,
            numbers,
            filters);
    private final BinaryDocValuesField card = new BinaryDocValuesField(Fields.CARD, new BytesRef());

    Documents(Labels labels) {
        this.labels = labels;
    }

    /** One document per line; the lines are all those of one person. */
    void addPerson(IndexWriter writer, List<Cells> lines) throws IOException {
        for (var line : lines) {
            all.forEach(Words::clear);
            var who = new Hit.Who(
                    Long.parseLong(line.text(0)), line.at(2), line.at(3), line.text(4), emptyToNull(line.text(5)));
            var skills = skills(line);
            var where = where(line, skills);
            var boxes = boxes(line.text(18), lines, line);
            key.add("p" + who.id());
            names(who);
            if (where != null) {
                if (where.profession() != null) work.addAll(spellings.place(where.profession()));
                where.specialties().forEach(s -> work.addAll(spellings.place(s)));
                if (where.structure() != null) place(where.structure(), place);
            }
            if (!line.text(1).equals("8" + line.text(2))) numbers(line.at(1));
            numbers(line.at(2), line.at(12), line.at(13), line.at(14));
            if (line.at(7) != null) filters.add("p:" + line.text(7));
            skills.forEach(s -> filters.add("s:" + s));
            write(writer, new Hit(who, where, lines.size() - 1, boxes, 0));
        }
    }

    void addStructure(IndexWriter writer, Cells line) throws IOException {
        all.forEach(Words::clear);
        var here = place(line, 0, 1, 2, 3, 6, 7, 8);
        var boxes = boxes(line.text(9), List.of(), line);
        key.add("s" + here.id());
        place(here, title);
        whole.add(spellings.name(here.name()).whole());
        if (here.legalName() != null) whole.add(spellings.name(here.legalName()).whole());
        for (var box : boxes) if (box.service() != null) place.addAll(spellings.place(box.service()));
        numbers(line.at(3), line.at(4), line.at(5));
        write(writer, new Hit(null, new Hit.Where(null, null, List.of(), here), 0, boxes, 0));
    }

    private void write(IndexWriter writer, Hit hit) throws IOException {
        for (var box : hit.mailboxes()) {
            filters.add("b:" + box.type());
            if (box.on() != Hit.On.OTHER_SITUATION) address(box.address().toLowerCase(Locale.ROOT));
        }
        if (!hit.mailboxes().isEmpty()) filters.add(Fields.ANY_BOX);
        card.setBytesValue(Card.write(hit));
        document.clear();
        for (var words : all) words.into(document);
        document.add(card);
        writer.addDocument(document);
    }

    private void names(Hit.Who who) {
        var spelled = spellings.name(who.family());
        family.addAll(spelled.words());
        familyEdges.addAll(spelled.edges());
        familySounds.addAll(spelled.sounds());
        if (spelled.whole().length > 0) whole.add(spelled.whole());
        if (who.given() == null) return;
        var first = spellings.name(who.given());
        given.addAll(first.words());
        givenEdges.addAll(first.edges());
        givenSounds.addAll(first.sounds());
    }

    private void place(Hit.Place here, Words names) {
        names.addAll(spellings.place(here.name()));
        if (here.legalName() != null) names.addAll(spellings.place(here.legalName()));
        if (here.city() != null) city.addAll(spellings.place(here.city()));
        if (here.postcode() != null) city.add(here.postcode());
        filters.add("t:" + here.id());
        if (here.department() != null) filters.add("d:" + here.department());
    }

    private void numbers(@Nullable String... values) {
        for (var value : values)
            if (value != null && value.indexOf('@') < 0) numbers.add(value.toLowerCase(Locale.ROOT));
    }

    /** Whole, the part before the sign, and the domain with the sign. */
    private void address(String lower) {
        int at = lower.lastIndexOf('@');
        addresses.add(lower);
        if (at <= 0) return;
        addresses.add(lower.substring(0, at));
        addresses.add(lower.substring(at));
    }

    private SequencedSet<String> skills(Cells line) {
        return Stream.of(line.text(8).isEmpty() ? line.text(19) : line.text(8))
                .flatMap(s -> Stream.of(s.split(" ")))
                .map(s -> s.substring(s.indexOf(':') + 1))
                .filter(s -> !s.isEmpty())
                .collect(toCollection(LinkedHashSet::new));
    }

    private Hit.@Nullable Where where(Cells line, SequencedSet<String> skills) {
        if (line.at(6) == null && skills.isEmpty()) return null;
        return new Hit.Where(
                line.at(6) == null ? null : Long.valueOf(line.text(6)),
                labels.profession(line.at(7)),
                skills.stream().map(labels::skill).toList(),
                line.at(9) == null ? null : place(line, 9, 10, 11, 12, 15, 16, 17));
    }

    private static Hit.Place place(
            Cells line, int id, int name, int brand, int finess, int postcode, int city, int department) {
        var legal = line.text(name);
        var shown = line.text(brand).isEmpty() ? legal : line.text(brand);
        return new Hit.Place(
                Long.parseLong(line.text(id)),
                shown,
                shown.equals(legal) ? null : emptyToNull(legal),
                line.at(finess),
                line.at(postcode),
                line.at(city),
                line.at(department));
    }

    /** Local statements come first in the text, so that the first of two on one address is kept. */
    private static List<Hit.Box> boxes(String text, List<Cells> lines, Cells line) {
        if (text.isEmpty()) return List.of();
        var seen = new LinkedHashSet<String>();
        var boxes = new ArrayList<Hit.Box>();
        for (var one : text.split(String.valueOf(PublicRows.RECORD))) {
            var part = one.split(String.valueOf(PublicRows.UNIT), -1);
            var on = on(part, lines, line);
            if (seen.add(part[0].toLowerCase(Locale.ROOT) + on))
                boxes.add(new Hit.Box(
                        part[0],
                        MailboxType.valueOf(part[1]),
                        part[2].isEmpty() ? null : Integer.valueOf(part[2]),
                        emptyToNull(part[5]),
                        on));
        }
        boxes.sort(Comparator.comparing(
                        (Hit.Box b) -> b.on() == Hit.On.THIS_SITUATION ? 0 : b.on() == Hit.On.PERSON ? 1 : 2)
                .thenComparing(b -> b.rank() == null ? Integer.MAX_VALUE : b.rank()));
        return boxes;
    }

    /** A mailbox on a situation that is no longer there hangs on the person. */
    private static Hit.On on(String[] part, List<Cells> lines, Cells line) {
        if (lines.isEmpty()) return Hit.On.STRUCTURE;
        if (means(part, line)) return Hit.On.THIS_SITUATION;
        return lines.stream().anyMatch(l -> means(part, l)) ? Hit.On.OTHER_SITUATION : Hit.On.PERSON;
    }

    /** By the situation that the attachment names; without one, by its structure. */
    private static boolean means(String[] part, Cells line) {
        return part[3].isEmpty() ? !part[4].isEmpty() && part[4].equals(line.at(9)) : part[3].equals(line.at(6));
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
