package fr.balise.promotion.telling;

import fr.balise.identity.Subject;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.MailboxSettings;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.lifecycle.Audience;
import fr.balise.mailbox.lifecycle.Correspondents;
import fr.balise.mailbox.lifecycle.Correspondents.Writer;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.mailbox.lifecycle.Telling;
import fr.balise.outbox.Outbox;
import fr.balise.promotion.ChoiceRow;
import fr.balise.promotion.PromotionSettings;
import fr.balise.promotion.Signpost;
import fr.balise.promotion.Signposts;
import fr.balise.promotion.book.Book;
import fr.balise.promotion.book.Books;
import fr.balise.promotion.telling.Announcement.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells correspondents which mailbox is preferred at a place: one message each, from that mailbox, to those who still write to another
 * one of the holder's or who stand in an address book. The holder alone sees whom and decides; who they are is read anew at each look.
 */
@Service
public class Announcing {
    /** Where the button "C'est noté" is. */
    public static final String PAGE = "/note/";

    private static final String PURPOSE = "preferred";
    private static final Duration DAY = Duration.ofDays(1);

    private final Grounds grounds;
    private final Pointing pointing;
    private final Signposts signposts;
    private final Telling telling;
    private final Books books;
    private final Announcements announcements;
    private final Outbox outbox;
    private final Wording wording;
    private final PromotionSettings settings;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;
    private final String portal;

    Announcing(
            Grounds grounds,
            Pointing pointing,
            Signposts signposts,
            Telling telling,
            Books books,
            Announcements announcements,
            Outbox outbox,
            Wording wording,
            PromotionSettings settings,
            MailboxSettings mailboxes,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.grounds = grounds;
        this.pointing = pointing;
        this.signposts = signposts;
        this.telling = telling;
        this.books = books;
        this.announcements = announcements;
        this.outbox = outbox;
        this.wording = wording;
        this.settings = settings;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
        portal = mailboxes.baseUrl().toString().replaceAll("/+$", "");
    }

    /** Whether messages can leave in the holder's name, or why not. */
    public enum Way {
        OPEN,
        /** Nobody is told an address that colleagues cannot find. */
        NOT_PUBLIC,
        /** Balise sends only for mailboxes that it holds, and that are active. */
        NOT_HELD_HERE,
        /** The same, of a book: no mailbox held here is known to those who stand in it. */
        BOOK_NOT_HELD_HERE,
        SUSPENDED,
        NO_MAIL_LEAVES
    }

    /**
     * Who would be told, and what.
     *
     * @param row of the place
     * @param places all that have a choice, this one among them
     * @param address the preferred mailbox
     * @param elsewhere the preferred mailbox is another operator's: each is told from the mailbox that he or she wrote to
     * @param letter word for word but for the end of its link; null where nothing can be told
     * @param old mailboxes of the holder that are not the ones to write to here; their writers are {@code people}
     * @param unread mailboxes of these that cannot be read now
     * @param people those who can be told first
     * @param software senders that nobody reaches by answering them
     * @param patients how many wrote: they are never written to
     * @param left how many may be told today
     * @param book from which the people are; null where they are those who wrote
     * @param before what was told until now, oldest first
     * @param pointing what the old mailboxes themselves say, or would
     */
    public record View(
            ChoiceRow row,
            List<ChoiceRow> places,
            MailAddress address,
            Way way,
            boolean elsewhere,
            @Nullable Letter letter,
            List<MailAddress> old,
            List<MailAddress> unread,
            List<Correspondent> people,
            List<String> software,
            int patients,
            int left,
            @Nullable Book book,
            List<Announcement> before,
            Pointing.View pointing) {
        public long untold() {
            return people.stream().filter(Correspondent::tellable).count();
        }
    }

    public record Letter(String subject, String body) {}

    private record Read(
            List<Writer> writers, Map<String, Hosted> to, Map<String, String> names, List<MailAddress> unread) {}

    /** @param place {@link ChoiceRow#key}; {@code book}: its people instead of those who wrote. Goes over the network */
    public Outcome<View> of(Subject subject, String place, @Nullable Book book) {
        return grounds.of(subject, place).map(ground -> view(ground, book));
    }

    private View view(Ground ground, @Nullable Book book) {
        var source = source(book);
        var way = way(ground, source);
        var read = read(ground, book);
        var audience = audience(ground, read);
        return new View(
                ground.row(),
                ground.choices().rows().stream()
                        .filter(row -> row.decided() != null)
                        .toList(),
                ground.there().map(Signpost::address).orElse(ground.address()),
                way,
                ground.keeper().isEmpty(),
                ground.there()
                        .map(there -> Notice.of(wording, there, source, portal + PAGE + "…"))
                        .map(notice -> new Letter(notice.subject(), notice.body()))
                        .orElse(null),
                asked(ground).stream().map(Hosted::address).toList(),
                read.unread(),
                audience.people().stream()
                        .map(person -> correspondent(ground, person, read))
                        .sorted(Comparator.comparing(one -> !one.tellable()))
                        .toList(),
                audience.software().stream().map(Writer::shown).toList(),
                audience.patients(),
                left(ground.row().spot().person()),
                book,
                announcements.of(ground.row().spot()),
                pointing.view(ground));
    }

    private static Correspondent correspondent(Ground ground, Audience.Person person, Read read) {
        var writer = person.writer();
        return new Correspondent(
                person.key(),
                writer.shown(),
                read.names().getOrDefault(writer.address().key(), ""),
                writer.messages(),
                writer.messages() == 0 ? null : ground.choices().view().days().day(writer.last()),
                person.told(),
                person.within());
    }

    private Way way(Ground ground, Source source) {
        if (ground.there().isEmpty()) return Way.NOT_PUBLIC;
        var keeper = ground.keeper();
        if (keeper.isEmpty()) {
            if (source == Source.BOOK) return Way.BOOK_NOT_HELD_HERE;
            if (asked(ground).isEmpty()) return Way.NOT_HELD_HERE;
        } else {
            if (!(keeper.get().state() instanceof State.Active)) return Way.NOT_HELD_HERE;
            if (keeper.get().suspension() != null) return Way.SUSPENDED;
        }
        return outbox.reachesPeople() ? Way.OPEN : Way.NO_MAIL_LEAVES;
    }

    /**
     * Mailboxes whose writers are told. Where the preferred one is another operator's, only those that can speak for themselves: nobody
     * hears of it from a mailbox that he or she never wrote to.
     */
    private static List<Hosted> asked(Ground ground) {
        return ground.keeper().isPresent()
                ? ground.old()
                : ground.old().stream()
                        .filter(mailbox -> mailbox.state() instanceof State.Active && mailbox.suspension() == null)
                        .toList();
    }

    private static Source source(@Nullable Book book) {
        return book == null ? Source.MAILBOXES : Source.BOOK;
    }

    private Read read(Ground ground, @Nullable Book book) {
        return book == null ? fromMailboxes(ground) : fromBook(book);
    }

    private Read fromMailboxes(Ground ground) {
        var found = new LinkedHashMap<String, Writer>();
        var to = new HashMap<String, Hosted>();
        var unread = new ArrayList<MailAddress>();
        for (var mailbox : asked(ground)) {
            var writers = telling.writers(mailbox);
            if (writers.isEmpty()) unread.add(mailbox.address());
            for (var writer : writers.orElse(List.of())) {
                found.merge(writer.address().key(), writer, Writer::and);
                to.putIfAbsent(writer.address().key(), mailbox);
            }
        }
        var writers = found.values().stream()
                .sorted(Comparator.comparingInt(Writer::messages).reversed())
                .toList();
        return new Read(writers, to, Map.of(), unread);
    }

    private Read fromBook(Book book) {
        var found = new LinkedHashMap<String, Writer>();
        var names = new HashMap<String, String>();
        for (var entry : books.entries(book)) {
            var address = entry.address();
            if (address == null) continue;
            found.putIfAbsent(address.key(), new Writer(address, 0, Instant.EPOCH, Correspondents.isMachine(address)));
            names.merge(address.key(), entry.name(), (one, other) -> one.isEmpty() ? other : one);
        }
        return new Read(List.copyOf(found.values()), Map.of(), names, List.of());
    }

    /** Without any mailbox of theirs here there is nobody to keep digests with. */
    private Audience audience(Ground ground, Read read) {
        var keeper = keeper(ground);
        if (keeper.isEmpty()) return new Audience(List.of(), List.of(), 0);
        return telling.audience(read.writers(), keeper.get(), ground.own(), ground.address());
    }

    private static Optional<Hosted> keeper(Ground ground) {
        return ground.keeper().or(() -> ground.old().stream().findFirst());
    }

    private int left(long person) {
        return Math.max(
                0,
                settings.tellPerDay()
                        - announcements.messages(person, clock.instant().minus(DAY)));
    }

    /**
     * Queues one message for each chosen one who is on the present list and was not told before, as many as may be told today.
     *
     * @param chosen keys of {@link Correspondent}
     * @return how many messages leave
     */
    public Outcome<Integer> announce(Subject subject, String place, @Nullable Book book, Set<String> chosen) {
        return grounds.of(subject, place).map(ground -> announce(subject, ground, book, chosen));
    }

    private int announce(Subject subject, Ground ground, @Nullable Book book, Set<String> chosen) {
        var source = source(book);
        if (way(ground, source) != Way.OPEN) return 0;
        var keeper = keeper(ground).orElseThrow();
        var there = ground.there().orElseThrow();
        var read = read(ground, book);
        var people = audience(ground, read).people();
        var token = Announcements.token();
        var notice = Notice.of(wording, there, source, portal + PAGE + token);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var spot = ground.row().spot();
        var sent = transaction.execute(_ -> {
            announcements.hold(spot.person());
            int count = 0;
            // Read again: another press, for another place, may have told some of them while this one waited.
            var told = telling.told(keeper.owner(), there.address());
            var untold = people.stream()
                    .filter(one -> !told.contains(one.writer().address()))
                    .toList();
            for (var person : Telling.chosen(untold, chosen, left(spot.person()))) {
                var to = person.writer().address();
                if (!telling.isFirst(keeper.id(), there.address(), to, now)) continue;
                var wroteTo = Optional.ofNullable(read.to().get(to.key())).map(Hosted::address);
                var from = ground.keeper().isPresent() ? there.address() : wroteTo.orElseThrow();
                var headers = Notice.headers(there, wroteTo.orElse(null));
                outbox.queue(from, to, PURPOSE, notice.subject(), notice.body(), headers);
                count++;
            }
            if (count > 0) {
                announcements.add(
                        spot,
                        new Announcement(there.address(), token, source, count, 0, now),
                        subject.actor().account());
                audit(subject, ground, source, count, now);
            }
            return count;
        });
        return sent == null ? 0 : sent;
    }

    private void audit(Subject subject, Ground ground, Source source, int count, Instant now) {
        var spot = ground.row().spot();
        events.publishEvent(new SensitiveAct(
                subject.actor().auditName(),
                "promotion.announce",
                spot.situation() == null ? "person:" + spot.person() : "situation:" + spot.situation(),
                Map.of(),
                Map.of("source", source.word(), "messages", Integer.toString(count)),
                now));
    }

    /** Has the old mailboxes say so themselves, or not any more. @return whether they do now */
    public Outcome<Boolean> point(Subject subject, String place, boolean on) {
        return grounds.of(subject, place).then(ground -> pointing.turn(subject, ground, on));
    }

    /** What the page behind the link of a message shows; empty, without telling why, where nothing is public. */
    public Optional<Signpost> behind(String token) {
        return announcements.behind(token).flatMap(signposts::shown);
    }

    /** Somebody said "C'est noté": one more of how many. Nothing is known of who. */
    public void noted(String token) {
        announcements.noted(token);
    }
}
