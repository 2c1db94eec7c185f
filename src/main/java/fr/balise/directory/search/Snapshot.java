package fr.balise.directory.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.similarities.BooleanSimilarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.jspecify.annotations.Nullable;

/** One commit of the index, opened. Counted by its reader: whoever holds it may search on while another takes its place. */
final class Snapshot {
    private final Path folder;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final Generation generation;
    private final Map<String, Long> files;

    private Snapshot(Path folder, DirectoryReader reader, Generation generation, Map<String, Long> files) {
        this.folder = folder;
        this.reader = reader;
        this.generation = generation;
        this.files = files;
        searcher = new IndexSearcher(reader);
        searcher.setSimilarity(new BooleanSimilarity());
    }

    /**
     * Opens the newest commit of a folder.
     *
     * @return null when there is no index of our shape
     * @throws IOException when it is damaged
     */
    static @Nullable Snapshot open(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return null;
        Directory directory = MMapDirectory.open(folder);
        if (!DirectoryReader.indexExists(directory)) return null;
        return of(folder, DirectoryReader.open(directory));
    }

    /** The commit made since, sharing all unchanged segments; this one when there is none. */
    Snapshot reopened() throws IOException {
        var newer = DirectoryReader.openIfChanged(reader);
        if (newer == null) return this;
        var snapshot = of(folder, newer);
        if (snapshot == null) throw new IOException("a commit without generation");
        return snapshot;
    }

    private static @Nullable Snapshot of(Path folder, DirectoryReader reader) throws IOException {
        var generation = Generation.of(reader.getIndexCommit().getUserData());
        if (generation == null) {
            reader.close();
            return null;
        }
        var files = new HashMap<String, Long>();
        for (var name : SegmentInfos.readLatestCommit(reader.directory()).files(true))
            files.put(name, reader.directory().fileLength(name));
        return new Snapshot(folder, reader, generation, files);
    }

    /** Reads every byte against its checksum. */
    void verify() throws IOException {
        for (var leaf : reader.leaves()) leaf.reader().checkIntegrity();
    }

    /** Whether all files are still there with their length: cheap, for a look every few seconds. */
    boolean complete() {
        return files.entrySet().stream()
                .allMatch(f -> folder.resolve(f.getKey()).toFile().length() == f.getValue());
    }

    boolean hold() {
        return reader.tryIncRef();
    }

    void release() {
        try {
            reader.decRef();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    IndexSearcher searcher() {
        return searcher;
    }

    Generation generation() {
        return generation;
    }

    Path folder() {
        return folder;
    }

    int documents() {
        return reader.numDocs();
    }

    int segments() {
        return reader.leaves().size();
    }
}
