package fr.balise.audit;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Seals what was committed since: twice a second, one copy of Balise at a time. */
@Component
class Sealer {
    private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);

    /** Of no other use in this database. */
    private static final long LOCK = 0x42414c4953450001L;

    private static final int BATCH = 1_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final Anchor anchor;

    Sealer(JdbcClient jdbc, TransactionTemplate transaction, InstantSource clock, Anchor anchor) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.anchor = anchor;
    }

    /** @param position of the last seal; 0 for none */
    record Link(UUID chain, long position, byte[] hash) {}

    private record Sealed(int count, Link end) {}

    private static final Sealed NOTHING = new Sealed(0, new Link(new UUID(0, 0), 0, new byte[0]));

    @Scheduled(fixedDelayString = "PT0.5S")
    void seal() {
        try {
            while (sealBatch() == BATCH) continue;
        } catch (DataAccessException e) {
            // Nothing is lost: the entries wait. The next turn is half a second away.
            LOG.atWarn().setCause(e).log("sealing failed");
        }
    }

    /** How many were sealed. */
    int sealBatch() {
        var sealed = transaction.execute(_ -> isWaiting() && locked() ? sealAll(end()) : NOTHING);
        if (sealed == null || sealed.count() == 0) return 0;
        anchor.note(sealed.end(), clock.instant()); // after the commit: what is noted has happened
        return sealed.count();
    }

    private boolean isWaiting() {
        return jdbc.sql("select exists (select from audit.unsealed)")
                .query(Boolean.class)
                .single();
    }

    private boolean locked() {
        return jdbc.sql("select pg_try_advisory_xact_lock(:key)")
                .param("key", LOCK)
                .query(Boolean.class)
                .single();
    }

    private Sealed sealAll(Link end) {
        var waiting = waiting();
        var position = end.position();
        var hash = end.hash();
        var ids = new long[waiting.size()];
        var hashes = new byte[waiting.size()][];
        for (int i = 0; i < ids.length; i++) {
            hash = Seal.of(hash, ++position, waiting.get(i));
            ids[i] = waiting.get(i).id();
            hashes[i] = hash;
        }
        jdbc.sql("insert into audit.seal (position, entry, hash) select :before + n, entry, hash"
                        + " from unnest(:entries, :hashes) with ordinality as sealed(entry, hash, n)")
                .param("before", end.position())
                .param("entries", ids)
                .param("hashes", hashes)
                .update();
        jdbc.sql("delete from audit.unsealed where entry = any(:entries)")
                .param("entries", ids)
                .update();
        return new Sealed(waiting.size(), new Link(end.chain(), position, hash));
    }

    private List<AuditEntry> waiting() {
        return jdbc.sql("select e.*, false as sealed from audit.unsealed u join audit.entry e on e.id = u.entry"
                        + " order by e.id limit :batch")
                .param("batch", BATCH)
                .query(Entries::read)
                .list();
    }

    /** The last link; the first call of all begins the chain. */
    private Link end() {
        var fresh = UUID.randomUUID();
        jdbc.sql("insert into audit.chain (id, begun_at, position, hash) values (:id, :now, 0, :hash)"
                        + " on conflict (one) do nothing")
                .param("id", fresh)
                .param("now", Timestamp.from(clock.instant()))
                .param("hash", Seal.genesis(fresh))
                .update();
        return jdbc.sql("select c.id, coalesce(s.position, c.position) as position, coalesce(s.hash, c.hash) as hash"
                        + " from audit.chain c left join lateral"
                        + " (select position, hash from audit.seal order by position desc limit 1) s on true")
                .query((row, _) ->
                        new Link(row.getObject("id", UUID.class), row.getLong("position"), row.getBytes("hash")))
                .single();
    }
}
