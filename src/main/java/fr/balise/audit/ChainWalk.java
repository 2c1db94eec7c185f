package fr.balise.audit;

import fr.balise.audit.Sealer.Link;
import fr.balise.audit.Verification.Broken;
import fr.balise.audit.Verification.Fault;
import fr.balise.audit.Verification.Intact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Recomputes every seal, and compares the chain with what was noted outside of the database. */
@Component
class ChainWalk {
    private static final int PAGE = 5_000;

    /** An entry waits half a second for its seal; a machine that sleeps may make it longer. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Anchor anchor;
    private final InstantSource clock;

    ChainWalk(JdbcClient jdbc, Anchor anchor, InstantSource clock) {
        this.jdbc = jdbc;
        this.anchor = anchor;
        this.clock = clock;
    }

    private record Chain(Link base, Instant begun) {}

    /** @param entry null when it is gone */
    record Sealed(
            long position,
            long entryId,
            byte[] hash,
            @Nullable AuditEntry entry) {}

    Verification verify() {
        var unsealed = unsealed();
        if (unsealed.isPresent()) return new Broken(Fault.UNSEALED, 0, unsealed.get());
        var chain = chain();
        return chain.isEmpty() ? new Intact(0, clock.instant()) : walk(chain.get());
    }

    private Verification walk(Chain chain) {
        var noted = noted(chain.base().chain());
        var at = chain.base();
        for (var page = page(at.position()); !page.isEmpty(); page = page(at.position()))
            for (var sealed : page) {
                var fault = fault(at, sealed, noted);
                if (fault != null) return new Broken(fault, at.position() + 1, sealed.entryId());
                at = new Link(at.chain(), sealed.position(), sealed.hash());
            }
        if (!noted.isEmpty() && noted.lastKey() > at.position())
            return new Broken(Fault.REWRITTEN, at.position() + 1, 0);
        return new Intact(at.position() - chain.base().position(), chain.begun());
    }

    private static @Nullable Fault fault(Link before, Sealed sealed, Map<Long, byte[]> noted) {
        var entry = sealed.entry();
        if (sealed.position() != before.position() + 1 || entry == null) return Fault.REMOVED;
        if (!Arrays.equals(sealed.hash(), Seal.of(before.hash(), sealed.position(), entry))) return Fault.CHANGED;
        var outside = noted.get(sealed.position());
        return outside == null || Arrays.equals(outside, sealed.hash()) ? null : Fault.REWRITTEN;
    }

    List<Sealed> page(long after) {
        return jdbc.sql("select s.position, s.entry, s.hash, e.*, true as sealed from audit.seal s"
                        + " left join audit.entry e on e.id = s.entry"
                        + " where s.position > :after order by s.position limit :page")
                .param("after", after)
                .param("page", PAGE)
                .query(ChainWalk::read)
                .list();
    }

    private static Sealed read(ResultSet row, int number) throws SQLException {
        var gone = row.getObject("id") == null;
        return new Sealed(
                row.getLong("position"),
                row.getLong("entry"),
                row.getBytes("hash"),
                gone ? null : Entries.read(row, number));
    }

    /** An entry that is in no seal, although its time has come. */
    private Optional<Long> unsealed() {
        return jdbc.sql("select e.id from audit.entry e where e.at < :due"
                        + " and not exists (select from audit.seal s where s.entry = e.id) order by e.id limit 1")
                .param("due", Timestamp.from(clock.instant().minus(PATIENCE)))
                .query(Long.class)
                .optional();
    }

    private Optional<Chain> chain() {
        return jdbc.sql("select * from audit.chain")
                .query((row, _) -> new Chain(
                        new Link(row.getObject("id", UUID.class), row.getLong("position"), row.getBytes("hash")),
                        row.getTimestamp("begun_at").toInstant()))
                .optional();
    }

    /** By position; what retention removed since is left out by the walk, which never comes there. */
    private TreeMap<Long, byte[]> noted(UUID chain) {
        try {
            return anchor.noted(chain).stream()
                    .collect(Collectors.toMap(Link::position, Link::hash, (_, later) -> later, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
