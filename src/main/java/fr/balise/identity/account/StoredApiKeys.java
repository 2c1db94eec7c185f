package fr.balise.identity.account;

import fr.balise.identity.ApiKey;
import fr.balise.identity.ApiKeys;
import fr.balise.identity.Secrets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keys of programs as rows: the hash of the secret, and its first letters to recognise it by. */
@Service
public class StoredApiKeys implements ApiKeys {
    /** Tells people and secret scanners what this is. */
    private static final String KIND = "balise_";

    private static final int RECOGNISED_BY = KIND.length() + 6;

    private final JdbcClient jdbc;
    private final Acts acts;
    private final Caller caller;
    private final InstantSource clock;

    StoredApiKeys(JdbcClient jdbc, Acts acts, Caller caller, InstantSource clock) {
        this.jdbc = jdbc;
        this.acts = acts;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * A key as staff see it.
     *
     * @param prefix the first letters of the secret
     */
    public record Row(
            ApiKey key,
            String prefix,
            Instant issuedAt,
            @Nullable Instant revokedAt) {}

    /** Wrong keys never shut out a right one: behind a proxy all programs may share one address, and keys are too long to be guessed. */
    @Override
    public Optional<ApiKey> find(String secret) {
        return jdbc.sql("select * from identity.api_key where hash = :hash and revoked_at is null")
                .param("hash", Secrets.hash(secret))
                .query((row, _) -> key(row))
                .optional();
    }

    @Override
    @Transactional // said here too: a call from one method of this class to another begins none
    public String issue(String name, Set<String> domains, boolean everyDomain) {
        return issue(name, domains, everyDomain, false);
    }

    @Override
    @Transactional
    public String issue(String name, Set<String> domains, boolean everyDomain, boolean opens) {
        var secret = KIND + Secrets.fresh();
        var ours = domains.stream()
                .map(d -> d.strip().toLowerCase(Locale.ROOT))
                .sorted()
                .toArray(String[]::new);
        var id = jdbc.sql("insert into identity.api_key (name, prefix, hash, domains, every_domain, opens, issued_at)"
                        + " values (:name, :prefix, :hash, :domains, :every, :opens, :now) returning id")
                .param("name", name)
                .param("prefix", secret.substring(0, RECOGNISED_BY))
                .param("hash", Secrets.hash(secret))
                .param("domains", ours)
                .param("every", everyDomain)
                .param("opens", opens)
                .param("now", Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
        acts.tell(
                caller.auditName(),
                "issue-key",
                "key:" + id,
                Map.of(),
                Map.of("domains", everyDomain ? "*" : String.join(" ", ours), "opens", Boolean.toString(opens)));
        return secret;
    }

    @Override
    @Transactional
    public boolean revoke(long id) {
        var revoked = jdbc.sql("update identity.api_key set revoked_at = :now where id = :id and revoked_at is null")
                        .param("id", id)
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                > 0;
        if (revoked) acts.tell(caller.auditName(), "revoke-key", "key:" + id);
        return revoked;
    }

    /** Newest first. */
    public List<Row> all() {
        return jdbc.sql("select * from identity.api_key order by id desc limit 500")
                .query((row, _) -> {
                    var revoked = row.getTimestamp("revoked_at");
                    return new Row(
                            key(row),
                            row.getString("prefix"),
                            row.getTimestamp("issued_at").toInstant(),
                            revoked == null ? null : revoked.toInstant());
                })
                .list();
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getLong("id"),
                row.getString("name"),
                words(row.getArray("domains")),
                row.getBoolean("every_domain"),
                row.getBoolean("opens"));
    }

    private static Set<String> words(Array array) throws SQLException {
        return Set.of((String[]) array.getArray()).stream().collect(Collectors.toUnmodifiableSet());
    }
}
