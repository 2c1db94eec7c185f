package fr.balise.record.way;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Into a folder of this machine, which record software looks at. A document is whole before it has its name, and its side file comes
 * last: software that waits for the side file never sees half of anything.
 */
@Component
class FolderWay implements Dropping {
    static final int LONGEST_ANSWER = 2_000;

    private final Allowed allowed;

    FolderWay(Allowed allowed) {
        this.allowed = allowed;
    }

    @Override
    public Software.Kind kind() {
        return Software.Kind.FOLDER;
    }

    @Override
    public Answer hand(Software software, Parcel parcel) throws NotNow {
        var folder = folder(software);
        try {
            // A refusal of the last time is no answer to this one.
            Files.deleteIfExists(folder.resolve(Dropping.name(parcel.token(), "ko")));
            put(folder, Dropping.name(parcel), parcel.document().octets());
            put(folder, Dropping.name(parcel.token(), "json"), SideFile.of(parcel));
        } catch (IOException full) {
            throw new NotNow(NotNow.Why.FOLDER, full);
        }
        return new Answer.Laid(parcel.document().ending());
    }

    private static void put(Path folder, String name, byte[] octets) throws IOException {
        var part = folder.resolve("." + name + ".part");
        try (var file = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var left = ByteBuffer.wrap(octets);
            while (left.hasRemaining()) file.write(left);
            file.force(true);
        }
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The real one: a link in the way leads nowhere else than the settings allow. */
    private Path folder(Software software) throws NotNow {
        var said = Path.of(software.address().getPath()).normalize();
        var root = allowed.root(said);
        if (root == null) throw new NotNow(NotNow.Why.NOT_ALLOWED, null);
        try {
            var real = said.toRealPath();
            if (!real.startsWith(root.toRealPath())) throw new NotNow(NotNow.Why.NOT_ALLOWED, null);
            if (!Files.isDirectory(real) || !Files.isWritable(real)) throw new NotNow(NotNow.Why.FOLDER, null);
            return real;
        } catch (FileSystemException missing) {
            throw new NotNow(NotNow.Why.FOLDER, missing);
        } catch (NotNow known) {
            throw known;
        } catch (IOException broken) {
            throw new NotNow(NotNow.Why.FOLDER, broken);
        }
    }

    @Override
    public void reach(Software software) throws NotNow {
        folder(software);
    }

    @Override
    public Fate fate(Software software, UUID token, String ending) throws NotNow {
        var folder = folder(software);
        try {
            if (software.answers()) {
                var ok = folder.resolve(Dropping.name(token, "ok"));
                if (isFile(ok)) return new Fate.Accepted(said(ok));
                var ko = folder.resolve(Dropping.name(token, "ko"));
                if (isFile(ko)) return new Fate.Refused(said(ko));
            }
            return Files.exists(folder.resolve(Dropping.name(token, ending)), LinkOption.NOFOLLOW_LINKS)
                    ? new Fate.Waiting()
                    : new Fate.Collected();
        } catch (IOException broken) {
            throw new NotNow(NotNow.Why.FOLDER, broken);
        }
    }

    private static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static String said(Path file) throws IOException {
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8).strip();
        }
    }
}
