package fr.balise.promotion;

import static java.util.stream.Collectors.groupingBy;

import fr.balise.kernel.MailAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of what structures prefer. */
@Repository
class ServicePreferences {
    private final JdbcClient jdbc;

    ServicePreferences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By structure; one that decided nothing is left out. */
    Map<Long, List<ServiceChoice>> of(Collection<Long> structures) {
        if (structures.isEmpty()) return Map.of();
        return jdbc
                .sql("select structure, document, address, decided_at, by_name, before from promotion.service_preferred"
                        + " where structure = any(?) order by id")
                .param(structures.toArray(Long[]::new))
                .query((row, _) -> read(row))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .collect(groupingBy(ServiceChoice::structure));
    }

    void keep(ServiceChoice choice, long account) {
        var before = choice.before();
        jdbc.sql("""
                insert into promotion.service_preferred (structure, document, address, decided_at, decided_by, by_name, before)
                values (:structure, :document, :address, :at, :account, :name, :before)
                on conflict (structure, document) do update set address = excluded.address, decided_at = excluded.decided_at,
                  decided_by = excluded.decided_by, by_name = excluded.by_name, before = excluded.before""")
                .param("structure", choice.structure())
                .param("document", word(choice.document()), Types.VARCHAR)
                .param("address", choice.address().key())
                .param("at", choice.at().atOffset(ZoneOffset.UTC))
                .param("account", account)
                .param("name", choice.by())
                .param("before", before == null ? null : Preferences.keys(before), Types.ARRAY)
                .update();
    }

    boolean forget(long structure, @Nullable DocumentKind document) {
        return jdbc.sql(
                                "delete from promotion.service_preferred where structure = ? and document is not distinct from ?")
                        .param(structure)
                        .param(2, word(document), Types.VARCHAR)
                        .update()
                == 1;
    }

    private static @Nullable String word(@Nullable DocumentKind document) {
        return document == null ? null : document.word();
    }

    /** Empty for an exception that this version of Balise does not know: it must not become a choice for everything. */
    private static Optional<ServiceChoice> read(ResultSet row) throws SQLException {
        var word = row.getString("document");
        var document = word == null ? Optional.<DocumentKind>empty() : DocumentKind.read(word);
        if (word != null && document.isEmpty()) return Optional.empty();
        var before = row.getArray("before");
        return Optional.of(new ServiceChoice(
                row.getLong("structure"),
                document.orElse(null),
                MailAddress.parse(row.getString("address")),
                row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                row.getString("by_name"),
                before == null ? null : Preferences.addresses(before)));
    }
}
