package fr.balise.promotion;

import fr.balise.kernel.MailAddress;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of what is preferred. */
@Repository
class Preferences {
    private static final String ROW =
            "select person, situation, document, address, decided_at, by_name, before from promotion.preferred ";

    private final JdbcClient jdbc;

    Preferences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Preference> decided(long person) {
        return of(person, false);
    }

    /** By person; whoever decided nothing is left out. */
    Map<Long, List<Preference>> decided(Collection<Long> people) {
        if (people.isEmpty()) return Map.of();
        return jdbc
                .sql(ROW + "where person = any(?) and not prepared order by id")
                .param(people.toArray(Long[]::new))
                .query((row, _) -> read(row))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .collect(Collectors.groupingBy(one -> one.spot().person()));
    }

    /** By a delegate, for the holder. */
    List<Preference> prepared(long person) {
        return of(person, true);
    }

    private List<Preference> of(long person, boolean prepared) {
        return jdbc
                .sql(ROW + "where person = ? and prepared = ? order by id")
                .params(person, prepared)
                .query((row, _) -> read(row))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whatever was decided or prepared for this mailbox. */
    void forget(long person, MailAddress address) {
        jdbc.sql("delete from promotion.preferred where person = ? and address = ?")
                .params(person, address.key())
                .update();
    }

    void keep(Preference preference, boolean prepared, long account) {
        var spot = preference.spot();
        jdbc.sql("""
                insert into promotion.preferred (person, situation, document, prepared, address, decided_at, decided_by, by_name, before)
                values (:person, :situation, :document, :prepared, :address, :at, :account, :name, :before)
                on conflict (person, situation, document, prepared) do update set address = excluded.address,
                  decided_at = excluded.decided_at, decided_by = excluded.decided_by, by_name = excluded.by_name,
                  before = excluded.before""")
                .param("person", spot.person())
                .param("situation", spot.situation())
                .param("document", word(spot))
                .param("prepared", prepared)
                .param("address", preference.address().key())
                .param("at", preference.at().atOffset(ZoneOffset.UTC))
                .param("account", account)
                .param("name", preference.by())
                .param("before", keys(preference.before()))
                .update();
    }

    boolean forget(Spot spot, boolean prepared) {
        return jdbc.sql("""
                        delete from promotion.preferred
                         where person = :person and situation is not distinct from :situation
                           and document is not distinct from :document and prepared = :prepared""")
                        .param("person", spot.person())
                        .param("situation", spot.situation(), java.sql.Types.BIGINT)
                        .param("document", word(spot), java.sql.Types.VARCHAR)
                        .param("prepared", prepared)
                        .update()
                == 1;
    }

    private static @Nullable String word(Spot spot) {
        return Optional.ofNullable(spot.document()).map(DocumentKind::word).orElse(null);
    }

    /** Empty for an exception that this version of Balise does not know: it must not become a choice for everything. */
    private static Optional<Preference> read(ResultSet row) throws SQLException {
        var word = row.getString("document");
        var document = word == null ? Optional.<DocumentKind>empty() : DocumentKind.read(word);
        if (word != null && document.isEmpty()) return Optional.empty();
        return Optional.of(new Preference(
                new Spot(row.getLong("person"), row.getObject("situation", Long.class), document.orElse(null)),
                MailAddress.parse(row.getString("address")),
                row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                row.getString("by_name"),
                addresses(row.getArray("before"))));
    }

    /** As a column of texts. */
    static String[] keys(List<MailAddress> addresses) {
        return addresses.stream().map(MailAddress::key).toArray(String[]::new);
    }

    static List<MailAddress> addresses(Array before) throws SQLException {
        return Stream.of((String[]) before.getArray()).map(MailAddress::parse).toList();
    }
}
