package fr.balise.directory.search;

import fr.balise.directory.search.DirectoryState.Written;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.similarities.BooleanSimilarity;
import org.apache.lucene.store.MMapDirectory;

/** Writes index folders: from nothing, or bringing one up to date. Each ends in one commit that names its generation. */
final class IndexMaking {
    /** Beyond this share of changed documents a new index is quicker and smaller than an updated one. */
    private static final double TOO_MANY = 0.2;

    /** A small index is updated whatever the share. */
    private static final int ALWAYS_UPDATED = 1000;

    private static final int DELETES_AT_ONCE = 1000;

    private final DataSource database;
    private final double bufferMegabytes;

    /** What the last update took in of what was written lately, so that the next one does not take it in again. One thread comes here. */
    private Set<Written> taken = Set.of();

    IndexMaking(DataSource database, double bufferMegabytes) {
        this.database = database;
        this.bufferMegabytes = bufferMegabytes;
    }

    /** All rows and their generation come from one snapshot of the database. */
    Generation build(Path folder, LongConsumer personsDone) throws IOException, SQLException, InterruptedException {
        taken = Set.of(); // of an index that is no longer
        var config = config().setOpenMode(OpenMode.CREATE).setMergePolicy(NoMergePolicy.INSTANCE);
        try (var reading = Reading.begin(database);
                var directory = MMapDirectory.open(folder);
                var writer = new IndexWriter(directory, config)) {
            var generation = reading.state().generation();
            var filling = new Filling(
                    reading.connection(), writer, new Labels(reading.state().labels()), personsDone);
            filling.persons(PublicRows.allPersons());
            filling.structures(PublicRows.allStructures());
            commit(writer, generation);
            return generation;
        }
    }

    /** One large segment answers fastest; done after the index already serves. */
    void compact(Path folder, Generation generation) throws IOException {
        var scheduler = new ConcurrentMergeScheduler();
        scheduler.setMaxMergesAndThreads(2, 1);
        try (var directory = MMapDirectory.open(folder);
                var writer = new IndexWriter(directory, config().setMergeScheduler(scheduler))) {
            writer.forceMerge(1);
            commit(writer, generation);
        }
    }

    /** @return false when so much changed that a new index should be built */
    boolean update(Snapshot old) throws IOException, SQLException, InterruptedException {
        try (var reading = Reading.begin(database)) {
            if (!reading.state().knows(old.generation())) return false;
            var written = reading.state().writtenSince(old.generation());
            var addresses = written.stream()
                    .filter(row -> !taken.contains(row))
                    .map(Written::address)
                    .distinct()
                    .toArray(Long[]::new);
            var persons = reading.state().personsChangedSince(old.generation(), addresses);
            var structures = reading.state().structuresChangedSince(old.generation(), addresses);
            int changed = persons.length + structures.length;
            if (changed > ALWAYS_UPDATED && changed > TOO_MANY * old.documents()) return false;
            update(old.folder(), reading, persons, structures);
            taken = written;
        }
        return true;
    }

    private void update(Path folder, Reading reading, long[] persons, long[] structures)
            throws IOException, SQLException, InterruptedException {
        try (var directory = MMapDirectory.open(folder);
                var writer = new IndexWriter(directory, config().setOpenMode(OpenMode.APPEND))) {
            delete(writer, "p", persons);
            delete(writer, "s", structures);
            var filling = new Filling(
                    reading.connection(), writer, new Labels(reading.state().labels()), _ -> {});
            if (persons.length > 0) filling.persons(PublicRows.persons(persons));
            if (structures.length > 0) filling.structures(PublicRows.structures(structures));
            commit(writer, reading.state().generation());
        }
    }

    private static void delete(IndexWriter writer, String kind, long[] ids) throws IOException {
        for (int from = 0; from < ids.length; from += DELETES_AT_ONCE) {
            var terms = new Term[Math.min(DELETES_AT_ONCE, ids.length - from)];
            for (int i = 0; i < terms.length; i++) terms[i] = new Term(Fields.KEY, kind + ids[from + i]);
            writer.deleteDocuments(terms);
        }
    }

    private static void commit(IndexWriter writer, Generation generation) throws IOException {
        writer.setLiveCommitData(generation.asCommitData().entrySet());
        writer.commit();
    }

    private IndexWriterConfig config() {
        return new IndexWriterConfig()
                .setRAMBufferSizeMB(bufferMegabytes)
                .setSimilarity(new BooleanSimilarity())
                .setMergePolicy(new TieredMergePolicy())
                .setUseCompoundFile(false)
                .setCommitOnClose(false);
    }
}
