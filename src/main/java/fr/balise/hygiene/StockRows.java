package fr.balise.hygiene;

import fr.balise.identity.Sealing;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore.Use;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of what is inside. What could tell of people is sealed; the key lies beside the database, in the same backup. */
@Repository
class StockRows {
    private final JdbcClient jdbc;
    private final Sealing sealing;

    StockRows(JdbcClient jdbc, @Value("${balise.data}") Path data) {
        this.jdbc = jdbc;
        this.sealing = new Sealing(data.toAbsolutePath().resolve("keys").resolve("hygiene.key"));
    }

    byte[] sealed(String name, AccountId account) {
        return sealing.seal(name, account.toString());
    }

    /** Empty when the key is gone. */
    String opened(byte[] sealed, AccountId account) {
        return sealing.open(sealed, account.toString()).orElse("");
    }

    /** @param about what it is: it opens as nothing else */
    byte[] seal(byte[] octets, String about) {
        return sealing.seal(octets, about);
    }

    /** Empty when the key is gone. */
    Optional<byte[]> opened(byte[] sealed, String about) {
        return sealing.openOctets(sealed, about);
    }

    List<Shelf> shelves(AccountId account) {
        return jdbc.sql("select * from hygiene.shelf where account = :account order by folder")
                .param("account", account.value())
                .query((row, _) -> shelf(account, row))
                .list();
    }

    private Shelf shelf(AccountId account, ResultSet row) throws SQLException {
        return new Shelf(
                row.getInt("folder"),
                opened(row.getBytes("name"), account),
                Use.valueOf(row.getString("use")),
                row.getLong("uid_validity"),
                row.getLong("listed_to"),
                row.getLong("mod_seq"),
                row.getLong("messages"),
                row.getLong("octets"));
    }

    void put(AccountId account, Shelf shelf) {
        jdbc.sql(
                        "insert into hygiene.shelf (account, folder, name, use, uid_validity, listed_to, mod_seq, messages, octets, form)"
                                + " values (:account, :folder, :name, :use, :validity, :listed, :seq, :messages, :octets, :form)"
                                + " on conflict (account, folder) do update set use = :use, uid_validity = :validity,"
                                + " listed_to = :listed, mod_seq = :seq, messages = :messages, octets = :octets")
                .param("account", account.value())
                .param("folder", shelf.id())
                .param("name", sealed(shelf.name(), account))
                .param("use", shelf.use().name())
                .param("validity", shelf.uidValidity())
                .param("listed", shelf.listedTo())
                .param("seq", shelf.modSeq())
                .param("messages", shelf.messages())
                .param("octets", shelf.octets())
                .param("form", ItemForm.VERSION)
                .update();
    }

    void removeOutdated(AccountId account) {
        jdbc.sql("delete from hygiene.shelf where account = :account and form <> :form")
                .param("account", account.value())
                .param("form", ItemForm.VERSION)
                .update();
    }

    void remove(AccountId account, Shelf shelf) {
        jdbc.sql("delete from hygiene.shelf where account = :account and folder = :folder")
                .param("account", account.value())
                .param("folder", shelf.id())
                .update();
    }

    List<ChunkKey> chunks(AccountId account) {
        return jdbc.sql(
                        "select folder, number, version from hygiene.chunk where account = :account order by folder, number")
                .param("account", account.value())
                .query((row, _) -> new ChunkKey(account, row.getInt(1), row.getLong(2), row.getLong(3)))
                .list();
    }

    List<ChunkKey> chunks(AccountId account, Shelf shelf) {
        return chunks(account).stream()
                .filter(key -> key.folder() == shelf.id())
                .toList();
    }

    Optional<ChunkKey> chunk(AccountId account, Shelf shelf, long number) {
        return chunks(account, shelf).stream()
                .filter(key -> key.number() == number)
                .findFirst();
    }

    /** Empty when it was removed meanwhile, or cannot be opened: stock is to be taken anew. */
    List<Item> read(ChunkKey key) {
        return jdbc.sql("select sealed from hygiene.chunk"
                        + " where account = :account and folder = :folder and number = :number")
                .param("account", key.account().value())
                .param("folder", key.folder())
                .param("number", key.number())
                .query(byte[].class)
                .optional()
                .flatMap(kept -> sealing.openOctets(kept, key.about()))
                .map(octets -> ItemForm.read(key.folder(), octets))
                .orElse(List.of());
    }

    /** Replaces what was there; an empty one is removed. */
    void write(AccountId account, Shelf shelf, long number, List<Item> items) {
        if (items.isEmpty()) {
            jdbc.sql("delete from hygiene.chunk where account = :account and folder = :folder and number = :number")
                    .param("account", account.value())
                    .param("folder", shelf.id())
                    .param("number", number)
                    .update();
            return;
        }
        var about = new ChunkKey(account, shelf.id(), number, 0).about();
        jdbc.sql("insert into hygiene.chunk (account, folder, number, messages, octets, awaiting, sealed)"
                        + " values (:account, :folder, :number, :messages, :octets, :awaiting, :sealed)"
                        + " on conflict (account, folder, number) do update set version = nextval('hygiene.version'),"
                        + " messages = :messages, octets = :octets, awaiting = :awaiting, sealed = :sealed")
                .param("account", account.value())
                .param("folder", shelf.id())
                .param("number", number)
                .param("messages", items.size())
                .param("octets", items.stream().mapToLong(Item::octets).sum())
                .param("awaiting", awaiting(items))
                .param("sealed", sealing.seal(ItemForm.write(items), about))
                .update();
    }

    private static long awaiting(List<Item> items) {
        return items.stream().filter(Item::awaitsPrint).count();
    }

    /** The same messages, of which more is known; nothing where somebody wrote them down meanwhile. */
    void learned(ChunkKey key, List<Item> items) {
        jdbc.sql("update hygiene.chunk set version = nextval('hygiene.version'), awaiting = :awaiting, sealed = :sealed"
                        + " where account = :account and folder = :folder and number = :number and version = :version")
                .param("awaiting", awaiting(items))
                .param("sealed", sealing.seal(ItemForm.write(items), key.about()))
                .param("account", key.account().value())
                .param("folder", key.folder())
                .param("number", key.number())
                .param("version", key.version())
                .update();
    }

    /** Mailboxes with documents that were not read yet. @param after the last one that was told */
    List<AccountId> awaiting(long after, int most) {
        return jdbc.sql("select distinct account from hygiene.chunk where awaiting > 0 and account > :after"
                        + " order by account limit :most")
                .param("after", after)
                .param("most", most)
                .query((row, _) -> new AccountId(row.getLong(1)))
                .list();
    }

    /** Those of one mailbox. */
    List<ChunkKey> awaiting(AccountId account) {
        return jdbc.sql("select folder, number, version from hygiene.chunk where account = :account and awaiting > 0"
                        + " order by folder, number")
                .param("account", account.value())
                .query((row, _) -> new ChunkKey(account, row.getInt(1), row.getLong(2), row.getLong(3)))
                .list();
    }

    void removeChunks(AccountId account, Shelf shelf) {
        jdbc.sql("delete from hygiene.chunk where account = :account and folder = :folder")
                .param("account", account.value())
                .param("folder", shelf.id())
                .update();
    }

    record Sum(long messages, long octets) {}

    Sum sum(AccountId account, Shelf shelf) {
        return jdbc.sql("select coalesce(sum(messages), 0), coalesce(sum(octets), 0) from hygiene.chunk"
                        + " where account = :account and folder = :folder")
                .param("account", account.value())
                .param("folder", shelf.id())
                .query((row, _) -> new Sum(row.getLong(1), row.getLong(2)))
                .single();
    }

    void taken(AccountId account, Instant at) {
        jdbc.sql("insert into hygiene.taken (account, taken_at) values (:account, :at)"
                        + " on conflict (account) do update set taken_at = :at")
                .param("account", account.value())
                .param("at", Timestamp.from(at))
                .update();
    }

    Optional<Instant> takenAt(AccountId account) {
        return jdbc.sql("select taken_at from hygiene.taken where account = :account")
                .param("account", account.value())
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /** Nothing is known of the mailbox any more. */
    void forget(AccountId account) {
        for (var table : List.of(
                "shelf",
                "taken",
                "weight",
                "sample",
                "selection",
                "attestation",
                "warned",
                "rule",
                "rule_report",
                "archive",
                "preparation",
                "lightening"))
            jdbc.sql("delete from hygiene." + table + " where account = :account")
                    .param("account", account.value())
                    .update();
        jdbc.sql(
                        "delete from hygiene.cleaning_part where cleaning in (select id from hygiene.cleaning where account = :account)")
                .param("account", account.value())
                .update();
        jdbc.sql("delete from hygiene.cleaning where account = :account")
                .param("account", account.value())
                .update();
    }
}
