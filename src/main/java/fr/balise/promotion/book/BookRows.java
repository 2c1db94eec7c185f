package fr.balise.promotion.book;

import fr.balise.identity.Sealing;
import fr.balise.jobs.JobId;
import fr.balise.kernel.Named;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The tables of books. What stands in a book is sealed: the database shows how many entries there are, and nothing of them. */
@Repository
class BookRows {
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Sealing sealing;

    BookRows(JdbcClient jdbc, JdbcTemplate batches, @Value("${balise.data}") Path data) {
        this.jdbc = jdbc;
        this.batches = batches;
        sealing = new Sealing(data.toAbsolutePath().resolve("keys").resolve("books.key"));
    }

    /** Sealed for its owner: it opens for no other, even if the row were given to one. */
    long add(long owner, BookFormat format, byte[] file, int entries, Instant now, Instant until) {
        return jdbc.sql("insert into promotion.book (owner, format, file, entries, uploaded_at, kept_until)"
                        + " values (:owner, :format, :file, :entries, :now, :until) returning id")
                .param("owner", owner)
                .param("format", format.word())
                .param("file", sealing.seal(file, "book of " + owner))
                .param("entries", entries)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    void begun(long book, JobId job) {
        jdbc.sql("update promotion.book set job = ? where id = ?")
                .params(job.value(), book)
                .update();
    }

    Optional<Book> find(long book) {
        return jdbc.sql(
                        "select id, owner, format, entries, job, uploaded_at, kept_until from promotion.book where id = ?")
                .param(book)
                .query(BookRows::book)
                .optional();
    }

    List<Book> of(long owner) {
        return jdbc.sql(
                        "select id, owner, format, entries, job, uploaded_at, kept_until from promotion.book where owner = ? order by id desc")
                .param(owner)
                .query(BookRows::book)
                .list();
    }

    /** Empty when the book, or the key that it was sealed with, is gone. */
    Optional<byte[]> file(Book book) {
        return jdbc.sql("select file from promotion.book where id = ?")
                .param(book.id())
                .query((row, _) -> row.getBytes(1))
                .optional()
                .flatMap(octets -> sealing.openOctets(octets, "book of " + book.owner()));
    }

    /** Holds the book until the commit. False when it is gone. */
    boolean hold(long book) {
        return jdbc.sql("select 1 from promotion.book where id = ? for key share")
                .param(book)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** What was written before stays: a chunk that is checked again after a crash finds itself done. */
    void put(long book, List<Judged> items) {
        batches.batchUpdate(
                "insert into promotion.book_item (book, number, verdict, content) values (?, ?, ?, ?) on conflict do nothing",
                items,
                500,
                (row, item) -> {
                    row.setLong(1, book);
                    row.setInt(2, item.entry().number());
                    row.setString(3, item.verdict().word());
                    row.setBytes(
                            4, sealing.seal(json(item), about(book, item.entry().number())));
                });
    }

    private static String about(long book, int number) {
        return "item " + number + " of book " + book;
    }

    private static String json(Judged item) {
        var entry = item.entry();
        return JsonMapper.shared()
                .writeValueAsString(new Item.Content(
                        entry.line(), entry.written(), entry.name(), item.reason(), item.offers(), item.more()));
    }

    /** How many of each verdict, and how many of them are open. */
    Map<Verdict, Standing> standing(long book) {
        var standing = new EnumMap<Verdict, Standing>(Verdict.class);
        jdbc.sql("select verdict, count(*), count(*) filter (where choice is null), count(*) filter (where choice >= 0)"
                        + " from promotion.book_item where book = ? group by verdict")
                .param(book)
                .query(row -> {
                    standing.put(
                            Named.of(Verdict.class, row.getString(1)),
                            new Standing(row.getInt(2), row.getInt(3), row.getInt(4)));
                });
        return standing;
    }

    /** @param all, {@code open} without a choice, {@code replaced} by another address */
    record Standing(int all, int open, int replaced) {}

    /** In the order of the book. @param verdict null for any @param open those without a choice alone */
    List<Item> items(long book, @Nullable Verdict verdict, boolean open, int after, int limit) {
        return jdbc
                .sql(
                        "select number, verdict, content, choice from promotion.book_item where book = :book and number > :after"
                                + " and (:verdict::text is null or verdict = :verdict) and (not :open or choice is null) order by number limit :limit")
                .param("book", book)
                .param("after", after)
                .param("verdict", verdict == null ? null : verdict.word(), java.sql.Types.VARCHAR)
                .param("open", open)
                .param("limit", limit)
                .query((row, _) -> item(book, row))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    Optional<Item> item(long book, int number) {
        return items(book, null, false, number - 1, 1).stream()
                .filter(one -> one.number() == number)
                .findFirst();
    }

    private Optional<Item> item(long book, ResultSet row) throws SQLException {
        int number = row.getInt("number");
        var verdict = Named.of(Verdict.class, row.getString("verdict"));
        var choice = row.getObject("choice", Integer.class);
        return sealing.open(row.getBytes("content"), about(book, number))
                .map(json ->
                        new Item(number, verdict, JsonMapper.shared().readValue(json, Item.Content.class), choice));
    }

    void choose(long book, int number, int choice) {
        jdbc.sql("update promotion.book_item set choice = ? where book = ? and number = ?")
                .params(choice, book, number)
                .update();
    }

    /** Of those that one address stands ready for and that nobody chose yet. */
    int takeAll(long book, List<Verdict> verdicts) {
        return jdbc.sql(
                        "update promotion.book_item set choice = 0 where book = ? and choice is null and verdict = any(?)")
                .params(book, verdicts.stream().map(Verdict::word).toArray(String[]::new))
                .update();
    }

    /** By number of an entry: what shall stand there. */
    Map<Integer, String> replacements(long book) {
        var found = new HashMap<Integer, String>();
        jdbc.sql("select number, verdict, content, choice from promotion.book_item where book = ? and choice >= 0")
                .param(book)
                .query(row -> {
                    var item = item(book, row);
                    item.flatMap(Item::replacement)
                            .ifPresent(other -> found.put(item.get().number(), other));
                });
        return found;
    }

    boolean erase(long book) {
        return jdbc.sql("delete from promotion.book where id = ?").param(book).update() == 1;
    }

    int eraseOver(Instant now) {
        return jdbc.sql("delete from promotion.book where kept_until <= ?")
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Book book(ResultSet row, int number) throws SQLException {
        var job = row.getObject("job", Long.class);
        return new Book(
                row.getLong("id"),
                row.getLong("owner"),
                Named.of(BookFormat.class, row.getString("format")),
                row.getInt("entries"),
                job == null ? null : new JobId(job),
                row.getObject("uploaded_at", OffsetDateTime.class).toInstant(),
                row.getObject("kept_until", OffsetDateTime.class).toInstant());
    }
}
