package fr.balise.mailbox.console;

import fr.balise.directory.Directory;
import fr.balise.directory.Person;
import fr.balise.directory.Publication;
import fr.balise.directory.Structure;
import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.lifecycle.Happened;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.UsageList;
import fr.balise.mailstore.UsageList.Fill;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The hosted mailboxes as staff see them: what they are, never what is in them. */
@Service
public class HostedConsole {
    public static final int PAGE = 50;

    /** Asked of the mail servers' tables at a time when they choose. */
    private static final int CHUNK = 500;

    private final HostedList list;
    private final Lifecycle lifecycle;
    private final UsageList usage;
    private final Publication publication;
    private final Directory directory;
    private final Proposals proposals;

    HostedConsole(
            HostedList list,
            Lifecycle lifecycle,
            UsageList usage,
            Publication publication,
            Directory directory,
            Proposals proposals) {
        this.list = list;
        this.lifecycle = lifecycle;
        this.usage = usage;
        this.publication = publication;
        this.directory = directory;
        this.proposals = proposals;
    }

    /**
     * One line.
     *
     * @param holder name of the person or structure; its number where the directory knows it no more
     * @param fill null while the mail servers do not know the mailbox
     */
    public record Row(
            HostedList.Line line, String holder, @Nullable Fill fill, Listed listed) {}

    /** Rows in the order of their ids. @param next id behind which the next page begins; null on the last */
    public record Page(List<Row> rows, long total, @Nullable Long next) {}

    /** What the national directory makes of the wish. */
    public enum Listed {
        /** Wanted, and seen so. */
        PUBLISHED,
        /** Wanted so: on the red list, or withdrawn. */
        UNLISTED,
        /** Wanted, and the newest file could not follow yet. */
        REQUESTED,
        /** The newest file says otherwise. */
        DRIFT,
        /** Balise states nothing: the files alone speak of it. */
        NOT_STATED
    }

    /** @param number RPPS, FINESS or whatever names the holder nationally */
    public record Detail(
            Hosted mailbox,
            String holder,
            String number,
            @Nullable Fill fill,
            Listed listed,
            List<Publication.State> stated,
            List<Happened> history,
            List<Proposals.Proposal> proposals) {}

    public Outcome<Page> page(Actor actor, Filter filter, long after) {
        if (!actor.is(Actor.Role.OPERATOR)) return Outcome.refused(new Refusal.NotAllowed());
        var lines = lines(filter, after, PAGE + 1);
        var more = lines.size() > PAGE;
        var shown = more ? lines.subList(0, PAGE) : lines;
        // What another room chooses is not counted: it would be walked through to the end for a number.
        var total = filter.asksMailServers() || filter.drift() ? -1 : list.count(filter);
        return Outcome.done(
                new Page(rows(shown), total, more ? shown.getLast().id().value() : null));
    }

    /** Ids of everything that the filter finds, behind {@code after}; for runs over many. */
    List<MailboxId> ids(Filter filter, long after, int limit) {
        return lines(filter, after, limit).stream().map(HostedList.Line::id).toList();
    }

    public Outcome<Detail> detail(Actor actor, MailboxId id) {
        if (!actor.is(Actor.Role.OPERATOR)) return Outcome.refused(new Refusal.NotAllowed());
        return lifecycle
                .find(id)
                .map(mailbox -> Outcome.done(detail(mailbox)))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound()));
    }

    /** What whoever holds that one holds here and is not erased, itself included. */
    public Outcome<List<Hosted>> ofHolder(Actor actor, MailboxId one) {
        if (!actor.is(Actor.Role.OPERATOR)) return Outcome.refused(new Refusal.NotAllowed());
        return lifecycle
                .find(one)
                .map(mailbox -> Outcome.done(lifecycle.of(mailbox.owner()).stream()
                        .filter(each -> !(each.state() instanceof State.Erased))
                        .toList()))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound()));
    }

    private Detail detail(Hosted mailbox) {
        var account = new AccountId(mailbox.id().value());
        var stated = publication.state(mailbox.address());
        return new Detail(
                mailbox,
                holder(mailbox.owner()).orElse(number(mailbox.owner())),
                number(mailbox.owner()),
                usage.of(List.of(account)).get(account),
                listed(stated),
                stated,
                lifecycle.history(mailbox.id()),
                proposals.all(mailbox.id()));
    }

    private List<HostedList.Line> lines(Filter filter, long after, int limit) {
        if (filter.drift()) return drifting(filter, after, limit);
        if (!filter.asksMailServers()) return list.page(filter, null, after, limit);
        var found = new ArrayList<HostedList.Line>();
        for (var from = after; found.size() < limit; ) {
            var chunk = usage.page(filter.use(), filter.full() ? true : null, from, CHUNK);
            if (chunk.isEmpty()) break;
            found.addAll(list.page(filter, chunk.stream().map(AccountId::value).toList(), after, limit - found.size()));
            from = chunk.getLast().value();
        }
        return found;
    }

    /** Few differ: they are walked through, and sorted by mailbox. */
    private List<HostedList.Line> drifting(Filter filter, long after, int limit) {
        var ids = new ArrayList<Long>();
        for (var page = publication.drifts(0, 1000); !page.isEmpty(); ) {
            page.stream()
                    .filter(state -> !state.observed().awaited())
                    .flatMap(state -> lifecycle.find(state.wanted().address()).stream())
                    .map(mailbox -> mailbox.id().value())
                    .forEach(ids::add);
            page = publication.drifts(page.getLast().statement(), 1000);
        }
        var all = list.page(filter, ids, after, limit);
        if (!filter.asksMailServers()) return all;
        var fills = usage.of(
                all.stream().map(line -> new AccountId(line.id().value())).toList());
        return all.stream()
                .filter(line -> fits(fills.get(new AccountId(line.id().value())), filter))
                .toList();
    }

    private static boolean fits(@Nullable Fill fill, Filter filter) {
        return fill != null && (filter.use() == null || fill.use() == filter.use()) && (!filter.full() || fill.full());
    }

    private List<Row> rows(List<HostedList.Line> lines) {
        var fills = usage.of(
                lines.stream().map(line -> new AccountId(line.id().value())).toList());
        Map<Owner, String> names = new HashMap<>();
        return lines.stream()
                .map(line -> new Row(
                        line,
                        names.computeIfAbsent(
                                line.owner(), owner -> holder(owner).orElse(number(owner))),
                        fills.get(new AccountId(line.id().value())),
                        listed(line.address())))
                .toList();
    }

    private Optional<String> holder(Owner owner) {
        return switch (owner) {
            case Owner.OfPerson(var person) -> directory.person(person).map(Person::fullName);
            case Owner.OfStructure(var structure) ->
                directory.structure(structure).map(Structure::shownName);
        };
    }

    private static String number(Owner owner) {
        return switch (owner) {
            case Owner.OfPerson(var person) ->
                person.rpps().map(Object::toString).orElse(person.value());
            case Owner.OfStructure(var structure) -> structure.startsWith("1") ? structure.substring(1) : structure;
        };
    }

    private Listed listed(MailAddress address) {
        return listed(publication.state(address));
    }

    private static Listed listed(List<Publication.State> states) {
        if (states.isEmpty()) return Listed.NOT_STATED;
        var drifting =
                states.stream().filter(state -> Objects.nonNull(state.drift())).toList();
        if (!drifting.isEmpty())
            return drifting.stream().allMatch(state -> state.observed().awaited()) ? Listed.REQUESTED : Listed.DRIFT;
        var shown = states.stream()
                .anyMatch(
                        state -> !state.withdrawn() && state.wanted().visibility() == Publication.Visibility.PUBLISHED);
        return shown ? Listed.PUBLISHED : Listed.UNLISTED;
    }
}
