package fr.balise.directory.courier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that somebody hands over: per batch one {@code publication-….txt} in the columns of the published mailbox file, with what is to be
 * listed, and beside it {@code publication-….note.csv} with every wish, also what is to go and what the columns cannot say. The note is put
 * in place last: a table without its note is not finished. Unlisted mailboxes stand in the note alone.
 */
final class FileDirectory implements NationalDirectory {
    private static final Logger log = LoggerFactory.getLogger(FileDirectory.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneId.of("Europe/Paris"));
    static final List<String> COLUMNS = List.of(
            "Type de BAL|Adresse BAL|Type Identifiant PP|Identifiant PP|Identification nationale PP|Type identifiant structure|Identification Structure|Service de rattachement|Civilité d'exercice|Nom d'exercice|Prénom d'exercice|Catégorie profession|Libellé de catégorie profession|Code Profession|Libellé Profession|Code savoir-faire|Libellé savoir-faire|Dématérialisation|Raison Sociale structure BAL|Enseigne commerciale structure BAL|L2COMPLEMENTLOCALISATION structure BAL|L3COMPLEMENTDISTRIBUTION structure BAL|L4NUMEROVOIE structure BAL|L4COMPLEMENTNUMEROVOIE structure BAL|NL4TYPEVOIE structure BAL|L4LIBELLEVOIE structure BAL|L5LIEUDITMENTION structure BAL|L6LIGNEACHEMINEMENT structure BAL|Code postal structure BAL|Département structure BAL|Pays structure BAL"
                    .split("\\|"));
    private static final String NOTE_COLUMNS =
            "action;type;adresse;identification nationale PP;identification structure;liste rouge;rang;description;service;responsable";

    private final PublisherSettings settings;
    private final InstantSource clock;

    FileDirectory(PublisherSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public List<Reply> bring(List<Wish> wishes) {
        try {
            var folder = settings.folder().toAbsolutePath();
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            var name = "publication-" + STAMP.format(clock.instant()) + "-"
                    + UUID.randomUUID().toString().substring(0, 8);
            lay(folder, name + ".txt", table(wishes));
            lay(folder, name + ".note.csv", note(wishes));
            return Collections.nCopies(wishes.size(), new Reply.Done(true));
        } catch (IOException e) {
            log.warn(
                    "the file for the national directory cannot be written: {}",
                    e.getClass().getSimpleName());
            return List.of(new Reply.Later(Trouble.NO_FILE, null));
        }
    }

    private static List<String> table(List<Wish> wishes) {
        var lines = new ArrayList<String>();
        lines.add(String.join("|", COLUMNS));
        wishes.stream()
                .filter(wish -> wish.present() && !wish.unlisted())
                .map(FileDirectory::row)
                .forEach(lines::add);
        return lines;
    }

    private static String row(Wish wish) {
        var person = wish.person();
        var structure = wish.structure();
        var cells = new ArrayList<>(Stream.of(
                        wish.type().name(),
                        wish.address().toString(),
                        person == null ? null : person.nationalId().substring(0, 1),
                        person == null ? null : person.nationalId().substring(1),
                        person == null ? null : person.nationalId(),
                        structure == null ? null : structure.nationalId().substring(0, 1),
                        structure == null ? null : structure.nationalId().substring(1),
                        wish.service(),
                        person == null ? null : person.civility(),
                        person == null ? null : person.family(),
                        person == null ? null : person.given())
                .map(cell -> plain(cell, "|"))
                .toList());
        while (cells.size() < COLUMNS.size()) cells.add("");
        if (structure != null) cells.set(COLUMNS.indexOf("Raison Sociale structure BAL"), plain(structure.name(), "|"));
        return String.join("|", cells);
    }

    private static List<String> note(List<Wish> wishes) {
        return Stream.concat(Stream.of(NOTE_COLUMNS), wishes.stream().map(FileDirectory::noted))
                .toList();
    }

    private static String noted(Wish wish) {
        return Stream.of(
                        wish.present() ? "publier" : "retirer",
                        wish.type().name(),
                        wish.address().toString(),
                        wish.person() == null ? null : wish.person().nationalId(),
                        wish.structure() == null ? null : wish.structure().nationalId(),
                        wish.present() ? wish.unlisted() ? "oui" : "non" : null,
                        Objects.toString(wish.rank(), null),
                        wish.description(),
                        wish.service(),
                        wish.responsible())
                .map(FileDirectory::quoted)
                .collect(Collectors.joining(";"));
    }

    /** As CSV has it [RFC4180 2]. What a spreadsheet would take for a formula gets an apostrophe before it. */
    private static String quoted(@Nullable String text) {
        var plain = plain(text, "");
        if (!plain.isEmpty() && "=+-@".indexOf(plain.charAt(0)) >= 0) plain = "'" + plain;
        return plain.matches("[^\";]*") ? plain : '"' + plain.replace("\"", "\"\"") + '"';
    }

    private static String plain(@Nullable String text, String without) {
        if (text == null) return "";
        var line = text.replaceAll("\\p{Cntrl}+", " ");
        return without.isEmpty() ? line : line.replace(without, " ");
    }

    private static void lay(Path folder, String name, List<String> lines) throws IOException {
        var fresh = Files.createTempFile(
                folder,
                ".",
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                var rest = ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
                while (rest.hasRemaining()) channel.write(rest);
                channel.force(true);
            }
            Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
