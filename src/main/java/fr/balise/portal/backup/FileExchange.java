package fr.balise.portal.backup;

import fr.balise.portal.supervisor.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the staged files of a backup to their places by renames alone, which need no room on the disk. Each act leaves the same behind
 * when it is done twice, so that a restore that was cut off anywhere is simply given again.
 */
final class FileExchange {
    /**
     * Kept beside under another name, never lost: what the chain of the audit had come to after the backup, and the mail, whose messages
     * and indexes of two moments do not fit together. Other files replace those of the same name.
     */
    private static final List<String> SET_ASIDE = List.of("audit.anchor", "mail");

    private final Path data;
    private final Path staging;
    private final String aside;
    private final List<String> found;

    /**
     * @param aside what the names of things set aside end in
     * @param found what stood before the first attempt: anything else that stands in a place now was put there by an attempt
     */
    FileExchange(Path data, Path staging, String aside, List<String> found) {
        this.data = data;
        this.staging = staging;
        this.aside = aside;
        this.found = found;
    }

    interface Act {
        void run() throws IOException;
    }

    /** What a restore will have to set aside. */
    static List<String> found(Path data) {
        return SET_ASIDE.stream().filter(name -> there(data.resolve(name))).toList();
    }

    List<Act> acts() throws IOException {
        var acts = new ArrayList<Act>();
        for (var name : SET_ASIDE) {
            acts.add(() -> setAside(name));
            acts.add(() -> putWhole(name));
        }
        try (var below = Files.walk(staging)) {
            for (var file : below.filter(Files::isRegularFile).sorted().toList()) {
                var name = staging.relativize(file);
                if (!SET_ASIDE.contains(name.getName(0).toString())) acts.add(() -> put(name));
            }
        }
        return acts;
    }

    private void setAside(String name) throws IOException {
        var place = data.resolve(name);
        var kept = data.resolve(name + "." + aside);
        if (!there(place)) return;
        if (found.contains(name) && !there(kept)) Files.move(place, kept, StandardCopyOption.ATOMIC_MOVE);
        else Folders.delete(place);
    }

    private void putWhole(String name) throws IOException {
        if (there(staging.resolve(name)))
            Files.move(staging.resolve(name), data.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void put(Path name) throws IOException {
        var place = data.resolve(name);
        Files.createDirectories(place.getParent());
        Files.move(staging.resolve(name), place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean there(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
