package fr.balise.record;

import fr.balise.record.way.ClientIdentity;
import fr.balise.record.way.Software;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of record software. Secrets are sealed; the key lies beside the database, in the same backup. */
@Repository
class SoftwareRows {
    private final JdbcClient jdbc;
    private final Seals sealing;

    SoftwareRows(JdbcClient jdbc, Seals sealing) {
        this.jdbc = jdbc;
        this.sealing = sealing;
    }

    /** Without secrets, by name. */
    List<Software> all() {
        return jdbc.sql("select * from record.software order by name, id")
                .query((row, _) -> read(row, false))
                .list();
    }

    /** Without secret. */
    Optional<Software> find(long id) {
        return jdbc.sql("select * from record.software where id = :id")
                .param("id", id)
                .query((row, _) -> read(row, false))
                .optional();
    }

    /** As it is called, secret and all. */
    Optional<Software> opened(long id) {
        return jdbc.sql("select * from record.software where id = :id")
                .param("id", id)
                .query((row, _) -> read(row, true))
                .optional();
    }

    /** Until when software can take the client certificate that is kept for it; empty for none. */
    Optional<Instant> certificateUntil(long id) {
        return opened(id)
                .filter(one -> one.kind() == Software.Kind.MLLP || one.kind() == Software.Kind.FHIR)
                .flatMap(one -> ClientIdentity.read(one.secret()))
                .map(ClientIdentity::until);
    }

    boolean hasSecret(long id) {
        return jdbc.sql("select secret is not null from record.software where id = :id")
                .param("id", id)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    long add(Software one) {
        long id = jdbc.sql(
                        "insert into record.software (name, kind, address, login, host_key, receiver, pdf, answers, serves, active)"
                                + " values (:name, :kind, :address, :login, :key, :receiver, :pdf, :answers, :serves, :active) returning id")
                .params(params(one))
                .query(Long.class)
                .single();
        secret(id, one.secret().isEmpty() ? null : one.secret());
        return id;
    }

    /** What it is, its kind apart; the secret stays. */
    void change(Software one) {
        jdbc.sql(
                        "update record.software set name = :name, address = :address, login = :login, host_key = :key, receiver = :receiver,"
                                + " pdf = :pdf, answers = :answers, serves = :serves, active = :active where id = :id and kind = :kind")
                .params(params(one))
                .param("id", one.id())
                .update();
    }

    void secret(long id, @Nullable String secret) {
        jdbc.sql("update record.software set secret = :secret where id = :id")
                .param("secret", secret == null ? null : sealing.seal(secret, about(id)))
                .param("id", id)
                .update();
    }

    private static String about(long id) {
        return "software:" + id;
    }

    private static java.util.Map<String, Object> params(Software one) {
        return java.util.Map.of(
                "name", one.name(),
                "kind", one.kind().name(),
                "address", one.address().toString(),
                "login", one.login(),
                "key", one.hostKey(),
                "receiver", one.receiver(),
                "pdf", one.pdf(),
                "answers", one.answers(),
                "serves", one.serves().stream().sorted().toArray(String[]::new),
                "active", one.active());
    }

    private Software read(ResultSet row, boolean open) throws SQLException {
        long id = row.getLong("id");
        var sealed = row.getBytes("secret");
        return new Software(
                id,
                row.getString("name"),
                Software.Kind.valueOf(row.getString("kind")),
                URI.create(row.getString("address")),
                row.getString("login"),
                open && sealed != null ? sealing.open(sealed, about(id)).orElse("") : "",
                row.getString("host_key"),
                row.getString("receiver"),
                row.getBoolean("pdf"),
                row.getBoolean("answers"),
                Set.of((String[]) row.getArray("serves").getArray()),
                row.getBoolean("active"));
    }
}
