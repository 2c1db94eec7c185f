package fr.balise.mailbox;

import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class StoredRequests {
    private static final String OPEN = "state not in ('observed', 'confirmed', 'cancelled')";

    private final JdbcClient jdbc;

    StoredRequests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Newest first, by key of the address. */
    Map<String, List<StoredRequest>> of(NationalPersonId person) {
        return jdbc
                .sql("select * from mailbox.request where person = :person order by prepared_at desc, id")
                .param("person", person.value())
                .query(StoredRequests::read)
                .list()
                .stream()
                .collect(Collectors.groupingBy(request -> request.address().key()));
    }

    /** Held until commit: two presses at once are decided one after the other. */
    Optional<StoredRequest> lock(NationalPersonId person, UUID id) {
        return jdbc.sql("select * from mailbox.request where id = :id and person = :person for update")
                .param("id", id)
                .param("person", person.value())
                .query(StoredRequests::read)
                .optional();
    }

    /** @return false when there is an open one of the same kind about the same mailbox */
    boolean add(StoredRequest request, Actor actor) {
        var state = StateColumns.of(request.state());
        return jdbc.sql(
                                "insert into mailbox.request (id, person, address, display, kind, state, prepared_at, prepared_by,"
                                        + " account, seen_file, listed, attachments)"
                                        + " values (:id, :person, :address, :display, :kind, :state, :at, :by, :account, :seen,"
                                        + " :listed, :attachments)"
                                        + " on conflict (person, address, kind) where " + OPEN + " do nothing")
                        .param("id", request.id())
                        .param("person", request.person().value())
                        .param("address", request.address().key())
                        .param("display", request.address().toString())
                        .param("kind", Finding.word(request.kind().name()))
                        .param("state", state.word())
                        .param("at", request.preparedAt().atOffset(ZoneOffset.UTC))
                        .param("by", request.preparedBy())
                        .param("account", actor.account())
                        .param("seen", request.seenFile())
                        .param("listed", request.listed())
                        .param("attachments", request.attachments().toArray(Long[]::new))
                        .update()
                == 1;
    }

    Optional<StoredRequest> open(NationalPersonId person, MailAddress address, RequestView.Kind kind) {
        return jdbc.sql("select * from mailbox.request where person = :person and address = :address and kind = :kind"
                        + " and " + OPEN)
                .param("person", person.value())
                .param("address", address.key())
                .param("kind", Finding.word(kind.name()))
                .query(StoredRequests::read)
                .optional();
    }

    void move(UUID id, RequestState to) {
        var columns = StateColumns.of(to);
        jdbc.sql(
                        "update mailbox.request set state = :state, sent_on = :sent, reminded_on = :reminded,"
                                + " reminders = :reminders, decided_on = :decided, reason = :reason, file = :file where id = :id")
                .param("state", columns.word())
                .param("sent", columns.sentOn())
                .param("reminded", columns.remindedOn())
                .param("reminders", columns.reminders())
                .param("decided", columns.decidedOn())
                .param("reason", columns.reason())
                .param("file", columns.file())
                .param("id", id)
                .update();
    }

    void note(UUID id, String act, Instant at, String by, @Nullable LocalDate file) {
        jdbc.sql("insert into mailbox.request_act (request, act, at, by_name, file)"
                        + " values (:id, :act, :at, :by, :file)")
                .param("id", id)
                .param("act", act)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("by", by)
                .param("file", file)
                .update();
    }

    /** Open ones that the directory can tell about, in pages: there may be many. @param after null for the first page */
    List<StoredRequest> watched(@Nullable UUID after, int limit) {
        return jdbc.sql("select * from mailbox.request where " + OPEN + " and listed"
                        + " and (cast(:after as uuid) is null or id > :after) order by id limit :limit")
                .param("after", after)
                .param("limit", limit)
                .query(StoredRequests::read)
                .list();
    }

    record Act(
            UUID request,
            MailAddress address,
            RequestView.Kind kind,
            String act,
            Instant at,
            String by,
            @Nullable LocalDate file) {}

    List<Act> acts(NationalPersonId person) {
        return jdbc.sql("select a.*, r.display, r.kind from mailbox.request_act a"
                        + " join mailbox.request r on r.id = a.request where r.person = :person order by a.id")
                .param("person", person.value())
                .query((row, number) -> new Act(
                        row.getObject("request", UUID.class),
                        MailAddress.parse(row.getString("display")),
                        kind(row.getString("kind")),
                        row.getString("act"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("by_name"),
                        row.getObject("file", LocalDate.class)))
                .list();
    }

    private static StoredRequest read(ResultSet row, int number) throws SQLException {
        return new StoredRequest(
                row.getObject("id", UUID.class),
                new NationalPersonId(row.getString("person")),
                MailAddress.parse(row.getString("display")),
                kind(row.getString("kind")),
                StateColumns.read(row),
                row.getObject("prepared_at", OffsetDateTime.class).toInstant(),
                row.getString("prepared_by"),
                row.getObject("seen_file", LocalDate.class),
                row.getBoolean("listed"),
                List.of((Long[]) row.getArray("attachments").getArray()));
    }

    private static RequestView.Kind kind(String word) {
        for (var kind : RequestView.Kind.values()) if (Finding.word(kind.name()).equals(word)) return kind;
        throw new IllegalStateException("unknown kind of request: " + word);
    }
}
