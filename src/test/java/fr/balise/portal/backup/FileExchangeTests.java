package fr.balise.portal.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileExchangeTests {
    private static final Map<String, String> BEFORE = Map.of(
            "mail/7/m.1", "old mail",
            "mail/8/m.1", "old mail of another",
            "audit.anchor", "12 abc",
            "keys/seal.key", "old key",
            "keys/later.key", "made after the backup",
            "outbox/1.eml", "old letter");

    private static final Map<String, String> SAVED = Map.of(
            "mail/7/m.1", "saved mail",
            "mail/7/m.2", "more saved mail",
            "audit.anchor", "9 def",
            "keys/seal.key", "saved key",
            "outbox/2.eml", "saved letter",
            "erasures.journal", "joined");

    private static final Map<String, String> AFTER = Map.ofEntries(
            Map.entry("mail/7/m.1", "saved mail"),
            Map.entry("mail/7/m.2", "more saved mail"),
            Map.entry("mail.before/7/m.1", "old mail"),
            Map.entry("mail.before/8/m.1", "old mail of another"),
            Map.entry("audit.anchor", "9 def"),
            Map.entry("audit.anchor.before", "12 abc"),
            Map.entry("keys/seal.key", "saved key"),
            Map.entry("keys/later.key", "made after the backup"),
            Map.entry("outbox/1.eml", "old letter"),
            Map.entry("outbox/2.eml", "saved letter"),
            Map.entry("erasures.journal", "joined"));

    @TempDir
    Path place;

    @Test
    void cutOffAfterAnyActAndGivenAgainItEndsAsOneThatWasNot() throws Exception {
        int acts = exchange(data("measure", BEFORE), List.of("mail", "audit.anchor"))
                .acts()
                .size();
        assertThat(acts).isGreaterThan(6);
        for (int cut = 0; cut <= acts; cut++) {
            var data = data("cut" + cut, BEFORE);
            var found = FileExchange.found(data);
            for (var act : exchange(data, found).acts().subList(0, cut)) act.run();
            for (var act : exchange(data, found).acts()) act.run();
            assertThat(tree(data)).as("after act " + cut).isEqualTo(new TreeMap<>(AFTER));
        }
    }

    @Test
    void whatACutRestorePutWhereNothingWasIsNotKeptAsSomethingOld() throws Exception {
        int acts = exchange(data("measure", Map.of()), List.of()).acts().size();
        for (int cut = 0; cut <= acts; cut++) {
            var data = data("cut" + cut, Map.of());
            for (var act : exchange(data, List.of()).acts().subList(0, cut)) act.run();
            for (var act : exchange(data, List.of()).acts()) act.run();
            assertThat(tree(data)).as("after act " + cut).isEqualTo(new TreeMap<>(SAVED));
        }
    }

    /** Every attempt stages everything anew. */
    private FileExchange exchange(Path data, List<String> found) throws IOException {
        var staging = place.resolve("staging");
        fr.balise.portal.supervisor.Folders.delete(staging);
        fill(staging, SAVED);
        return new FileExchange(data, staging, "before", found);
    }

    private Path data(String name, Map<String, String> files) throws IOException {
        return fill(place.resolve(name), files);
    }

    private static Path fill(Path folder, Map<String, String> files) throws IOException {
        Files.createDirectories(folder);
        for (var file : files.entrySet()) {
            var path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return folder;
    }

    private static Map<String, String> tree(Path folder) throws IOException {
        var tree = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList())
                tree.put(folder.relativize(file).toString(), Files.readString(file));
        }
        return tree;
    }
}
