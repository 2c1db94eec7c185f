package fr.balise.portal.demo;

import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.kernel.Rpps;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The invented people, structures and mailboxes, read from {@code src/main/resources/demo}. The same at each start. */
record DemoWorld(Map<String, Person> people, Map<String, Structure> structures, List<Mailbox> mailboxes) {

    record Person(
            String key,
            Rpps rpps,
            String practiceTitle,
            String title,
            String family,
            String given,
            String profession,
            String skill,
            List<Activity> activities) {
        NationalPersonId id() {
            return NationalPersonId.of(rpps);
        }

        String shownName() {
            return (practiceTitle.isEmpty() ? "" : "Dr ") + given + " " + family;
        }
    }

    record Activity(String structure, String mode, Span span) {}

    /** @param nationalId idNat_Struct: 1 and FINESS, or 4 and the number of the practice */
    record Structure(
            String nationalId,
            int index,
            boolean practice,
            String name,
            String brand,
            String number,
            String way,
            String street,
            String postcode,
            String city,
            String department,
            String sector) {}

    record Mailbox(
            MailboxType type,
            String address,
            @Nullable String person,
            @Nullable String structure,
            String service,
            String responsible,
            Span span) {}

    /** In which of the daily files a row stands: from the one numbered {@code from}, up to the last before {@code until}. */
    record Span(int from, int until) {
        static final Span ALWAYS = new Span(0, Integer.MAX_VALUE);

        boolean holds(int file) {
            return file >= from && file < until;
        }

        static Span of(String from, String until) {
            return new Span(
                    from.isEmpty() ? 0 : Integer.parseInt(from),
                    until.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(until));
        }
    }

    static DemoWorld read() {
        var people = readPeople();
        return new DemoWorld(people, structures(people), readMailboxes());
    }

    Person person(String key) {
        return Objects.requireNonNull(people.get(key), key);
    }

    Structure structure(String key) {
        return Objects.requireNonNull(structures.get(key), key);
    }

    private static Map<String, Person> readPeople() {
        var people = new LinkedHashMap<String, Person>();
        for (var f : lines("people.txt"))
            people.put(
                    f[0],
                    new Person(
                            f[0],
                            DemoNumbers.rpps(people.size() + 1),
                            f[1],
                            f[2],
                            f[3],
                            f[4],
                            f[5],
                            f[6],
                            Arrays.stream(f[7].split(";"))
                                    .map(DemoWorld::activity)
                                    .toList()));
        return people;
    }

    private static Activity activity(String text) {
        var at = text.split("@", 2);
        var place = at[0].split(":", 2);
        if (at.length == 1) return new Activity(place[0], place[1], Span.ALWAYS);
        var span = at[1].split("-", 2);
        return new Activity(place[0], place[1], Span.of(span[0], span[1]));
    }

    private static Map<String, Structure> structures(Map<String, Person> people) {
        var structures = new LinkedHashMap<String, Structure>();
        for (var f : lines("structures.txt")) {
            int index = structures.size() + 1;
            var practice = f[1].equals("R");
            var id = practice
                    ? "4" + DemoNumbers.practice(Objects.requireNonNull(people.get(f[2]), f[2]).rpps)
                    : "1" + DemoNumbers.finess(index);
            structures.put(
                    f[0], new Structure(id, index, practice, f[3], f[4], f[5], f[6], f[7], f[8], f[9], f[10], f[11]));
        }
        return structures;
    }

    private static List<Mailbox> readMailboxes() {
        var mailboxes = new ArrayList<Mailbox>();
        for (var f : lines("mailboxes.txt"))
            mailboxes.add(new Mailbox(
                    MailboxType.valueOf(f[0]),
                    f[1],
                    f[2].isEmpty() ? null : f[2],
                    f[3].isEmpty() ? null : f[3],
                    f[4],
                    f[5],
                    Span.of(f[6], f[7])));
        return List.copyOf(mailboxes);
    }

    private static List<String[]> lines(String resource) {
        try (InputStream in = DemoWorld.class.getResourceAsStream("/demo/" + resource)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\|", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
