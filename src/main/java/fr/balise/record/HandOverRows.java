package fr.balise.record;

import fr.balise.jobs.JobId;
import fr.balise.kernel.Sha256;
import fr.balise.mailstore.AccountId;
import fr.balise.record.document.Document;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of hand-overs and their receipts. */
@Repository
class HandOverRows {
    private final JdbcClient jdbc;
    private final Seals sealing;

    HandOverRows(JdbcClient jdbc, Seals sealing) {
        this.jdbc = jdbc;
        this.sealing = sealing;
    }

    private byte[] sealed(String text, AccountId account) {
        return sealing.seal(text, account.toString());
    }

    private String opened(byte[] sealed, AccountId account) {
        return sealing.open(sealed, account.toString()).orElse("");
    }

    long add(
            AccountId account,
            long owner,
            String ownerName,
            @Nullable Long software,
            String to,
            List<Place> places,
            Instant now) {
        long id = jdbc.sql(
                        "insert into record.hand_over (account, owner, owner_name, software, to_name, messages, ordered_at)"
                                + " values (:account, :owner, :name, :software, :to, :messages, :now) returning id")
                .param("account", account.value())
                .param("owner", owner)
                .param("name", ownerName)
                .param("software", software)
                .param("to", to)
                .param("messages", places.size())
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .single();
        int number = 0;
        for (var place : places)
            jdbc.sql("insert into record.carried (hand_over, number, folder, uid_validity, uid)"
                            + " values (:id, :number, :folder, :validity, :uid)")
                    .param("id", id)
                    .param("number", ++number)
                    .param("folder", sealed(place.folder(), account))
                    .param("validity", place.uidValidity())
                    .param("uid", place.uid())
                    .update();
        return id;
    }

    void begun(long id, JobId job) {
        jdbc.sql("update record.hand_over set job = :job, done_at = null where id = :id")
                .param("job", job.value())
                .param("id", id)
                .update();
    }

    void done(long id, Instant now) {
        jdbc.sql("update record.hand_over set done_at = :now where id = :id")
                .param("now", Timestamp.from(now))
                .param("id", id)
                .update();
    }

    void state(long id, int number, Carried.State state, String why) {
        jdbc.sql("update record.carried set state = :state, why = :why where hand_over = :id and number = :number")
                .param("state", state.name())
                .param("why", why)
                .param("id", id)
                .param("number", number)
                .update();
    }

    /** Whoever brings a message in line with its receipts does so alone. In a transaction. */
    void lock(long id, int number) {
        jdbc.sql("select 1 from record.carried where hand_over = :id and number = :number for update")
                .param("id", id)
                .param("number", number)
                .query(Integer.class)
                .optional();
    }

    /** Brings a message in line with its receipts, as they stand now. */
    Carried.State settle(long id, int number) {
        var state = Result.of(receipts(id, number).stream().map(Receipt::result).toList());
        state(id, number, state, "");
        return state;
    }

    /** Those that were refused wait again, and so do their documents. @return how many messages */
    int again(long id) {
        jdbc.sql(
                        "update record.receipt set result = 'SENDING' where hand_over = :id and result in ('REFUSED', 'FAILED_LATER')")
                .param("id", id)
                .update();
        return jdbc.sql(
                        "update record.carried set state = 'WAITING', why = '' where hand_over = :id and state = 'REFUSED'")
                .param("id", id)
                .update();
    }

    Optional<HandOver> find(long id) {
        return jdbc.sql("select * from record.hand_over where id = :id")
                .param("id", id)
                .query((row, _) -> read(row, true))
                .optional();
    }

    /** The newest first, without their messages. */
    List<HandOver> of(AccountId account) {
        return jdbc.sql("select * from record.hand_over where account = :account order by id desc limit 50")
                .param("account", account.value())
                .query((row, _) -> read(row, false))
                .list();
    }

    private HandOver read(ResultSet row, boolean whole) throws SQLException {
        long id = row.getLong("id");
        var account = new AccountId(row.getLong("account"));
        var job = row.getObject("job", Long.class);
        var done = row.getTimestamp("done_at");
        return new HandOver(
                id,
                account,
                row.getLong("owner"),
                row.getString("owner_name"),
                row.getObject("software", Long.class),
                row.getString("to_name"),
                job == null ? null : new JobId(job),
                row.getInt("messages"),
                row.getTimestamp("ordered_at").toInstant(),
                done == null ? null : done.toInstant(),
                whole ? carried(id, account) : List.of());
    }

    private List<Carried> carried(long id, AccountId account) {
        return jdbc.sql("select * from record.carried where hand_over = :id order by number")
                .param("id", id)
                .query((row, _) -> new Carried(
                        row.getInt("number"),
                        new Place(
                                opened(row.getBytes("folder"), account),
                                row.getLong("uid_validity"),
                                row.getLong("uid")),
                        Carried.State.valueOf(row.getString("state")),
                        row.getString("why")))
                .list();
    }

    /** The receipt of a document, on its way from now on unless it was there before. */
    Receipt begin(HandOver one, int number, int part, Document document, String messageId, Instant now) {
        put(one, number, part, document, document.sha256(), document.octets().length, messageId, Result.SENDING, now);
        return jdbc.sql("select * from record.receipt where hand_over = :id and number = :number and part = :part")
                .param("id", one.id())
                .param("number", number)
                .param("part", part)
                .query((row, _) -> receipt(row))
                .single();
    }

    /** @param light the document without its octets */
    void downloaded(
            HandOver one,
            int number,
            int part,
            Document light,
            byte[] sha256,
            long octets,
            String messageId,
            Instant now) {
        put(one, number, part, light, sha256, octets, messageId, Result.DOWNLOADED, now);
    }

    private void put(
            HandOver one,
            int number,
            int part,
            Document document,
            byte[] sha256,
            long octets,
            String messageId,
            Result result,
            Instant now) {
        jdbc.sql(
                        "insert into record.receipt (hand_over, number, part, account, software, sha256, octets, name, unique_id, message, result, answer, at)"
                                + " values (:id, :number, :part, :account, :software, :sha, :octets, :name, :unique, :message, :result, :answer, :now)"
                                + " on conflict (hand_over, number, part) do nothing")
                .param("id", one.id())
                .param("number", number)
                .param("part", part)
                .param("account", one.account().value())
                .param("software", one.software())
                .param("sha", sha256)
                .param("octets", octets)
                .param("name", sealed(document.name(), one.account()))
                .param("unique", sealed(document.uniqueId() == null ? "" : document.uniqueId(), one.account()))
                .param("message", Sha256.of(messageId))
                .param("result", result.name())
                .param("answer", sealed("", one.account()))
                .param("now", Timestamp.from(now))
                .update();
    }

    void tried(long receipt) {
        jdbc.sql("update record.receipt set tries = tries + 1 where id = :id")
                .param("id", receipt)
                .update();
    }

    void result(long receipt, AccountId account, Result result, String answer, Instant now) {
        jdbc.sql("update record.receipt set result = :result, answer = :answer, at = :now where id = :id")
                .param("result", result.name())
                .param("answer", sealed(answer, account))
                .param("now", Timestamp.from(now))
                .param("id", receipt)
                .update();
    }

    /** Whether that software keeps these octets, from that mailbox. */
    boolean keeps(AccountId account, long software, byte[] sha256) {
        return jdbc.sql("select exists (select from record.receipt where account = :account and software = :software"
                        + " and sha256 = :sha and result = 'ACCEPTED')")
                .param("account", account.value())
                .param("software", software)
                .param("sha", sha256)
                .query(Boolean.class)
                .single();
    }

    /** The newest, where software said that it keeps the file. */
    Optional<HandOvers.Filed> filed(AccountId account, byte[] sha256) {
        return jdbc.sql("select h.to_name, r.at from record.receipt r join record.hand_over h on h.id = r.hand_over"
                        + " where r.account = :account and r.sha256 = :sha256 and r.result in ('ACCEPTED', 'ALREADY')"
                        + " order by r.at desc limit 1")
                .param("account", account.value())
                .param("sha256", sha256)
                .query((row, _) -> new HandOvers.Filed(
                        row.getString(1), row.getTimestamp(2).toInstant()))
                .optional();
    }

    List<Receipt> receipts(long handOver) {
        return jdbc.sql("select * from record.receipt where hand_over = :id order by number, part")
                .param("id", handOver)
                .query((row, _) -> receipt(row))
                .list();
    }

    List<Receipt> receipts(long handOver, int number) {
        return receipts(handOver).stream().filter(one -> one.number() == number).toList();
    }

    /** A receipt with the mailbox that it belongs to. */
    record Waiting(AccountId account, Receipt receipt) {}

    /** What was laid down and not answered for yet, since that moment. */
    List<Waiting> laid(Instant since) {
        return jdbc.sql(
                        "select * from record.receipt where result in ('LAID', 'COLLECTED') and at > :since order by id limit 2000")
                .param("since", Timestamp.from(since))
                .query((row, _) -> new Waiting(new AccountId(row.getLong("account")), receipt(row)))
                .list();
    }

    /** Whether documents of a message were given to software, whatever came of it. @param message SHA-256 of its Message-ID */
    boolean speaksOf(AccountId account, byte[] message) {
        return jdbc.sql("select exists (select from record.receipt where account = :account and message = :message"
                        + " and software is not null)")
                .param("account", account.value())
                .param("message", message)
                .query(Boolean.class)
                .single();
    }

    /** Those of that message which software took, or may have. */
    List<Receipt> keptOf(AccountId account, byte[] message) {
        return jdbc.sql(
                        "select * from record.receipt where account = :account and message = :message and software is not null"
                                + " and result in ('ACCEPTED', 'ALREADY', 'LAID', 'COLLECTED') order by id")
                .param("account", account.value())
                .param("message", message)
                .query((row, _) -> receipt(row))
                .list();
    }

    /** Where its message lay when it was handed over. */
    Optional<Place> place(Receipt receipt) {
        return find(receipt.handOver()).stream()
                .flatMap(one -> one.carried().stream())
                .filter(carried -> carried.number() == receipt.number())
                .map(Carried::place)
                .findAny();
    }

    /** Mailboxes from which anything was handed over since. */
    List<AccountId> accounts(Instant since) {
        return jdbc.sql(
                        "select distinct account from record.hand_over where ordered_at > :since and software is not null"
                                + " order by account")
                .param("since", Timestamp.from(since))
                .query((row, _) -> new AccountId(row.getLong(1)))
                .list();
    }

    private Receipt receipt(ResultSet row) throws SQLException {
        var account = new AccountId(row.getLong("account"));
        return new Receipt(
                row.getLong("id"),
                row.getObject("token", UUID.class),
                row.getLong("hand_over"),
                row.getInt("number"),
                row.getInt("part"),
                row.getObject("software", Long.class),
                row.getBytes("sha256"),
                row.getLong("octets"),
                opened(row.getBytes("name"), account),
                opened(row.getBytes("unique_id"), account),
                Result.valueOf(row.getString("result")),
                opened(row.getBytes("answer"), account),
                row.getInt("tries"),
                row.getTimestamp("at").toInstant());
    }

    void forget(AccountId account) {
        jdbc.sql("delete from record.hand_over where account = :account")
                .param("account", account.value())
                .update();
    }
}
