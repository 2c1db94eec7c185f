package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.Sha256;
import fr.balise.mailbox.lifecycle.Correspondents.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Telling correspondents an address, once each. Who they are is read from the mailbox at each look; what is kept is a digest per
 * correspondent and address, salted with the mailbox that it goes with: no row leads to who writes to whom.
 */
@Service
public class Telling {
    /** As the gates of a deletion count who still writes. */
    private static final Duration LATELY = Duration.ofDays(90);

    private final ObjectProvider<Correspondents> correspondents;
    private final HostedRows rows;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    Telling(ObjectProvider<Correspondents> correspondents, HostedRows rows, JdbcClient jdbc, InstantSource clock) {
        this.correspondents = correspondents;
        this.rows = rows;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Who wrote to a mailbox in the last 90 days; empty when it cannot be read now. Goes over the network, hold no transaction. For
     * the holder alone: asked before.
     */
    public Optional<List<Writer>> writers(Hosted mailbox) {
        if (mailbox.suspension() != null) return Optional.empty();
        return Optional.ofNullable(correspondents.getIfAvailable())
                .flatMap(store -> store.of(mailbox.id(), clock.instant().minus(LATELY)));
    }

    /**
     * @param keeper mailbox with which the digests go
     * @param own keys of addresses that are not told: those of whoever tells
     * @param to what they are told
     */
    public Audience audience(List<Writer> writers, Hosted keeper, Set<String> own, MailAddress to) {
        var told = told(keeper.owner(), to);
        return Audience.of(
                writers, own, writer -> key(keeper.id(), writer.address()), writer -> told.contains(writer.address()));
    }

    /** Stands for an address in forms. */
    public static String key(MailboxId keeper, MailAddress whom) {
        return HexFormat.of().formatHex(digest(keeper, whom));
    }

    private static byte[] digest(MailboxId keeper, MailAddress whom) {
        return java.util.Arrays.copyOf(Sha256.of(keeper + " " + whom.key()), 16);
    }

    /** Whoever was told an address, by any mailbox of one owner. */
    public static final class Told {
        private final Set<MailboxId> keepers = new HashSet<>();
        private final Set<String> digests = new HashSet<>();

        private void add(MailboxId keeper, byte[] digest) {
            keepers.add(keeper);
            digests.add(HexFormat.of().formatHex(digest));
        }

        public boolean contains(MailAddress whom) {
            return keepers.stream().anyMatch(keeper -> digests.contains(key(keeper, whom)));
        }
    }

    public Told told(Owner owner, MailAddress to) {
        var told = new Told();
        var theirs = rows.of(owner).stream().map(one -> one.id().value()).toArray(Long[]::new);
        jdbc.sql("select hosted, digest from mailbox.notice_sent where hosted = any(?) and new_address = ?")
                .params(theirs, to.key())
                .query(row -> {
                    told.add(new MailboxId(row.getLong(1)), row.getBytes(2));
                });
        return told;
    }

    /** Inside your transaction. The row decides: of two presses one is the first. */
    public boolean isFirst(MailboxId keeper, MailAddress to, MailAddress whom, Instant now) {
        return jdbc.sql("insert into mailbox.notice_sent (hosted, new_address, digest, at)"
                                + " values (:id, :to, :digest, :at) on conflict do nothing")
                        .param("id", keeper.value())
                        .param("to", to.key())
                        .param("digest", digest(keeper, whom))
                        .param("at", HostedRow.at(now))
                        .update()
                == 1;
    }

    /** One press: how many messages left, and when. */
    public record Sent(Instant at, int messages) {}

    /** Oldest first. @param mailbox with which the digests go */
    public List<Sent> sent(MailboxId mailbox) {
        return jdbc.sql("select at, count(*) from mailbox.notice_sent where hosted = :id group by at order by at")
                .param("id", mailbox.value())
                .query((row, number) ->
                        new Sent(row.getObject(1, OffsetDateTime.class).toInstant(), row.getInt(2)))
                .list();
    }

    /** Those of the people who were chosen, who may be told. */
    public static List<Audience.Person> chosen(Collection<Audience.Person> people, Set<String> keys, int most) {
        return people.stream()
                .filter(person -> person.tellable() && keys.contains(person.key()))
                .limit(most)
                .toList();
    }
}
