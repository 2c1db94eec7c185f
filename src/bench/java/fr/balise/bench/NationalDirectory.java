package fr.balise.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;

/**
 * A synthetic national directory in the published file formats: nobody in it exists. The same seed and sizes give the same
 * bytes; the files are streamed, so memory does not grow with the activities.
 */
public final class NationalDirectory {
    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;

    private static final double SITUATIONS_EACH = 1.5;
    /** So many more people than the activities need on average, so that they never fall short. */
    private static final double SPARE = 1.01;

    private final int mailboxes;
    private final int activities;
    private final Changes changes;
    private final int people;
    private final InventedPeople invented;

    public NationalDirectory(long seed, int mailboxes, int activities) {
        this(mailboxes, activities, new Changes(seed, 0, 0));
    }

    private NationalDirectory(int mailboxes, int activities, Changes changes) {
        this.mailboxes = mailboxes;
        this.activities = activities;
        this.changes = changes;
        people = Math.max((int) (activities * SPARE / SITUATIONS_EACH), mailboxes * 2);
        invented = new InventedPeople(people, changes);
    }

    /**
     * The directory a day later.
     *
     * @param percent of the people, structures and mailboxes of departments that are added, removed or changed; the same every day
     */
    public NationalDirectory nextDay(double percent) {
        return new NationalDirectory(mailboxes, activities, changes.next(percent / 100));
    }

    /** {@code Extraction_Correspondance_MSSante}. */
    public Path writeMailboxes(Path folder, LocalDate date) {
        return write(folder, "Extraction_Correspondance_MSSante", date, Headings.MAILBOXES, out -> {
            var rows = new MailboxRows(out);
            new InventedMailboxes(invented, changes, people, mailboxes).each(rows::add);
        });
    }

    /** {@code PS_LibreAcces_Personne_activite}. */
    public Path writeActivities(Path folder, LocalDate date) {
        return write(folder, "PS_LibreAcces_Personne_activite", date, Headings.ACTIVITIES, out -> {
            var rows = new ActivityRows(out);
            practising(rows::add);
        });
    }

    /** {@code PS_LibreAcces_SavoirFaire}. */
    public Path writeSkills(Path folder, LocalDate date) {
        return write(folder, "PS_LibreAcces_SavoirFaire", date, Headings.SKILLS, out -> {
            var rows = new ActivityRows(out);
            practising((person, _) -> rows.addSkills(person));
        });
    }

    /** {@code PS_LibreAcces_Dipl_AutExerc}: the doctors' only. */
    public Path writeDiplomas(Path folder, LocalDate date) {
        return write(folder, "PS_LibreAcces_Dipl_AutExerc", date, Headings.DIPLOMAS, out -> {
            var rows = new ActivityRows(out);
            practising((person, _) -> rows.addDiploma(person));
        });
    }

    private interface Practising {
        void is(InventedPerson person, int situations);
    }

    /** As many people as fill the activities of the first day, and who came since; without who left. */
    private void practising(Practising use) {
        int left = activities;
        for (int p = 0; p < changes.upTo(people); p++) {
            int situations = p < people ? Math.min(left, invented.situations(p)) : invented.situations(p);
            if (p < people) left -= situations;
            if (situations > 0 && !changes.removed(InventedPeople.PERSON, p)) use.is(invented.get(p), situations);
        }
    }

    private static Path write(Path folder, String name, LocalDate date, String heading, Consumer<Writer> rows) {
        var file = folder.resolve(name + "_" + date.format(DATE) + "0800.txt");
        try (var out = new BufferedWriter(
                new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8), 1 << 20)) {
            out.append(heading).append('\n');
            rows.accept(out);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
