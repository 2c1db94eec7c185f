package fr.balise.directory.load;

import fr.balise.directory.FirstLoad;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Knows whether the first load is under way, in this copy of Balise or in another one. It is told by a lock of the loading transaction,
 * so that it ends with it, whatever happens.
 */
@Component
class FillingNow implements FirstLoad {
    /** "BALJ": the one after {@link LoadLock}'s. */
    private static final long NUMBER = 0x42414c4aL;

    private static final int NOT_HERE = -1;
    private static final int READING = 80;

    /** How long an answer about the other copies is good for. */
    private static final Duration FRESH = Duration.ofMillis(500);

    private final JdbcClient jdbc;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile int here = NOT_HERE;
    private volatile boolean elsewhere;
    private volatile long askedAt = System.nanoTime() - FRESH.toNanos();

    FillingNow(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Before the tables are locked. All copies know until that transaction ends, this one until {@link #end}. */
    void begin(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            statement.setLong(1, NUMBER);
            statement.execute();
        }
        here = 0;
    }

    void end() {
        here = NOT_HERE;
    }

    /** @param octets read so far, of all files together; what follows the reading cannot be told in parts */
    void read(long octets, long all) {
        if (here != NOT_HERE) here = (int) (READING * octets / Math.max(1, all));
    }

    @Override
    public OptionalInt percent() {
        int now = here;
        if (now != NOT_HERE) return OptionalInt.of(now);
        if (System.nanoTime() - askedAt >= FRESH.toNanos() && asking.tryLock()) ask();
        return elsewhere ? OptionalInt.of(0) : OptionalInt.empty();
    }

    private void ask() {
        try {
            elsewhere = jdbc.sql("""
                            select exists (select 1 from pg_locks
                                            where locktype = 'advisory' and classid = 0 and objid = ? and granted
                                              and database = (select oid from pg_database where datname = current_database()))""").param(NUMBER).query(Boolean.class).single();
        } catch (DataAccessException unknown) {
            elsewhere = false; // whoever asked meets the silent database in a moment, and says so
        } finally {
            askedAt = System.nanoTime();
            asking.unlock();
        }
    }
}
