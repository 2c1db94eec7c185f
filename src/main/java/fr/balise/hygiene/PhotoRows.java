package fr.balise.hygiene;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The table of what was seen at other operators. Names of folders and senders are sealed. */
@Repository
class PhotoRows {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final StockRows sealing;

    PhotoRows(JdbcClient jdbc, StockRows sealing) {
        this.jdbc = jdbc;
        this.sealing = sealing;
    }

    /** The row of that mailbox, made if it is missing. */
    long ensure(long account, NationalPersonId person, MailAddress mailbox) {
        return jdbc.sql("insert into hygiene.photo (account, person, mailbox, mailbox_key)"
                        + " values (:account, :person, :mailbox, :key)"
                        + " on conflict (account, mailbox_key) do update set person = :person returning id")
                .param("account", account)
                .param("person", person.value())
                .param("mailbox", mailbox.toString())
                .param("key", mailbox.key())
                .query(Long.class)
                .single();
    }

    /** Whoever looked later is believed. */
    void seen(long id, long used, long quota, Instant at) {
        jdbc.sql("update hygiene.photo set used = :used, quota = :quota, seen_at = :at"
                        + " where id = :id and (seen_at is null or seen_at <= :at)")
                .param("used", used)
                .param("quota", quota)
                .param("at", Timestamp.from(at))
                .param("id", id)
                .update();
    }

    /** How far a look came. */
    void put(long id, PhotoWork.Midway midway) {
        jdbc.sql("update hygiene.photo set midway = :sealed where id = :id")
                .param("sealed", sealing.seal(JSON.writeValueAsBytes(midway), about("midway", id)))
                .param("id", id)
                .update();
    }

    Optional<PhotoWork.Midway> midway(long id) {
        return jdbc.sql("select midway from hygiene.photo where id = :id and midway is not null")
                .param("id", id)
                .query(byte[].class)
                .optional()
                .flatMap(kept -> sealing.opened(kept, about("midway", id)))
                .map(octets -> JSON.readValue(octets, PhotoWork.Midway.class));
    }

    void taken(long id, StoragePicture picture, Instant at) {
        jdbc.sql("update hygiene.photo set picture = :sealed, taken_at = :at, midway = null where id = :id")
                .param("sealed", sealing.seal(JSON.writeValueAsBytes(picture), about("picture", id)))
                .param("at", Timestamp.from(at))
                .param("id", id)
                .update();
    }

    void dropMidway(long id) {
        jdbc.sql("update hygiene.photo set midway = null where id = :id")
                .param("id", id)
                .update();
    }

    Optional<Photo> find(long id) {
        return jdbc.sql("select * from hygiene.photo where id = :id")
                .param("id", id)
                .query(this::read)
                .optional();
    }

    List<Photo> of(long account) {
        return jdbc.sql("select * from hygiene.photo where account = :account order by id")
                .param("account", account)
                .query(this::read)
                .list();
    }

    /** @return whether there was one */
    boolean forget(long account, MailAddress mailbox) {
        return jdbc.sql("delete from hygiene.photo where account = :account and mailbox_key = :key")
                        .param("account", account)
                        .param("key", mailbox.key())
                        .update()
                > 0;
    }

    void forget(NationalPersonId person, MailAddress mailbox) {
        jdbc.sql("delete from hygiene.photo where person = :person and mailbox_key = :key")
                .param("person", person.value())
                .param("key", mailbox.key())
                .update();
    }

    private Photo read(ResultSet row, int number) throws SQLException {
        long id = row.getLong("id");
        var picture = picture(id, row.getBytes("picture"));
        return new Photo(
                id,
                row.getLong("account"),
                MailAddress.parse(row.getString("mailbox")),
                row.getLong("used"),
                row.getLong("quota"),
                instant(row.getTimestamp("seen_at")),
                picture,
                picture == null ? null : instant(row.getTimestamp("taken_at")));
    }

    /** Null when it was not taken, or the key is gone. */
    private @Nullable StoragePicture picture(long id, byte @Nullable [] kept) {
        if (kept == null) return null;
        return sealing.opened(kept, about("picture", id))
                .map(octets -> JSON.readValue(octets, StoragePicture.class))
                .orElse(null);
    }

    private static String about(String what, long id) {
        return "photo " + id + " " + what;
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
