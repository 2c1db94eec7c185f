package fr.balise.directory.load;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.Loads;
import fr.balise.testing.FreshDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

@NullUnmarked
@SpringBootTest(properties = "balise.directory.search.compare=1h")
@ContextConfiguration(initializers = FreshDatabase.class)
class TwoStatesModuleTests {
    private static final int READERS = 3;

    @Autowired
    Loads loads;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource database;

    @Test
    void readersSeeTheOldDirectoryOrTheNewOne() throws Exception {
        Given.empty(jdbc);
        readersDuring(
                () -> Given.load(loads, Given.mailboxes(1, 0, 3000, "Zoé")).applied());
        readersDuring(() -> Given.load(loads, changed()).applied());
    }

    private static java.nio.file.Path changed() {
        var lines = NationalSample.lines(50, 2950, "Zoé");
        for (int i = 2950; i < 3020; i++) lines.add(NationalSample.row(i, "Zélie"));
        return Given.file(NationalSample.name(2, "txt"), lines);
    }

    private void readersDuring(Callable<Boolean> load) throws Exception {
        var before = view();
        var seen = new LinkedHashSet<String>();
        var ended = new AtomicBoolean();
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Set<String>> reading = () -> read(ended);
            var reads = new ArrayList<java.util.concurrent.Future<Set<String>>>();
            for (int i = 0; i < READERS; i++) reads.add(readers.submit(reading));
            assertThat(load.call()).isTrue();
            ended.set(true);
            for (var read : reads) seen.addAll(read.get());
        }
        assertThat(view()).isNotEqualTo(before);
        assertThat(seen).isSubsetOf(List.of(before, view())).contains(before);
    }

    private Set<String> read(AtomicBoolean ended) throws SQLException {
        var seen = new LinkedHashSet<String>();
        do seen.add(view());
        while (!ended.get());
        return seen;
    }

    /** All tables in one snapshot. */
    private String view() throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try {
                return ReaderView.hash(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
