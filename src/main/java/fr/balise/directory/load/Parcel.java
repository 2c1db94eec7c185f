package fr.balise.directory.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The files given to one load: each is a national file, or a zip of some. Nothing is unpacked to disk. */
final class Parcel implements AutoCloseable {
    private static final int MOST_ENTRIES = 12;

    private final LoadSettings settings;
    private final List<NationalFile> files = new ArrayList<>();
    private final List<ZipFile> zips = new ArrayList<>();

    private Parcel(LoadSettings settings) {
        this.settings = settings;
    }

    static Parcel open(List<Path> paths, LoadSettings settings) throws IOException {
        var parcel = new Parcel(settings);
        try {
            for (var path : paths) parcel.add(path);
            if (parcel.files.isEmpty()) throw new Refused("no-file");
            return parcel;
        } catch (RuntimeException | IOException e) {
            parcel.close();
            throw e;
        }
    }

    List<NationalFile> files() {
        return Collections.unmodifiableList(files);
    }

    private void add(Path path) throws IOException {
        var name = String.valueOf(path.getFileName());
        if (!Files.isRegularFile(path)) throw new Refused("not-found", name);
        long size = Files.size(path);
        if (size == 0) throw new Refused("empty", name);
        if (isZip(path)) addZip(path, name);
        else {
            if (size > settings.largestFile().toBytes()) throw new Refused("too-large", name);
            files.add(new NationalFile(name, NationalFile.day(name), size, false, () -> Files.newInputStream(path)));
        }
    }

    private static boolean isZip(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            var start = in.readNBytes(2);
            return start.length == 2 && start[0] == 'P' && start[1] == 'K';
        }
    }

    private void addZip(Path path, String name) throws IOException {
        try {
            var zip = ZipFile.builder().setPath(path).get();
            zips.add(zip);
            var entries = Collections.list(zip.getEntries());
            if (entries.isEmpty()) throw new Refused("zip-empty", name);
            if (entries.size() > MOST_ENTRIES) throw new Refused("zip-many", name, MOST_ENTRIES);
            for (var entry : entries) add(zip, entry, name);
        } catch (ZipException | IllegalArgumentException | java.io.EOFException damaged) {
            throw new Refused("zip-damaged", name);
        } catch (IOException e) {
            if (e instanceof java.nio.file.FileSystemException) throw e;
            throw new Refused("zip-damaged", name);
        }
    }

    private void add(ZipFile zip, ZipArchiveEntry entry, String zipName) {
        var name = entry.getName();
        if (name.contains("/")
                || name.contains("\\")
                || name.contains("..")
                || entry.isDirectory()
                || entry.isUnixSymlink()) throw new Refused("zip-path", zipName);
        if (entry.getGeneralPurposeBit().usesEncryption()) throw new Refused("zip-encrypted", zipName);
        if (!zip.canReadEntryData(entry)) throw new Refused("zip-damaged", zipName);
        if (entry.getSize() > settings.largestFile().toBytes()) throw new Refused("too-large", name);
        if (entry.getSize() > entry.getCompressedSize() * settings.packedAtMost() + 1_000_000)
            throw new Refused("zip-bomb", zipName);
        var day = NationalFile.day(name);
        files.add(new NationalFile(
                name,
                day == null ? NationalFile.day(zipName) : day,
                entry.getSize(),
                true,
                () -> new CheckedEntry(new BufferedInputStream(zip.getInputStream(entry)), entry, zipName)));
    }

    @Override
    public void close() throws IOException {
        for (var zip : zips) zip.close();
    }
}
