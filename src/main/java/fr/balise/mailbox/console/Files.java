package fr.balise.mailbox.console;

import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.console.Run.Kind;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.lifecycle.State;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Files of many lines: mailboxes to be opened, and people who left. Each becomes a run that is looked at before anything is done. */
@Service
public class Files {
    /** What the heading may call each column. */
    private static final Map<String, String> COLUMNS = columns();

    private final Runs runs;
    private final Lifecycle lifecycle;
    private final Wording wording;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Files(
            Runs runs,
            Lifecycle lifecycle,
            Wording wording,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.runs = runs;
        this.lifecycle = lifecycle;
        this.wording = wording;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    private static Map<String, String> columns() {
        var names = new HashMap<String, String>();
        names.put("type", "type");
        for (var name : List.of("titulaire", "rpps", "finess", "identifiant", "holder")) names.put(name, "holder");
        for (var name : List.of("adresse", "address", "bal", "mail", "email")) names.put(name, "address");
        for (var name : List.of("service", "department")) names.put(name, "service");
        names.put("description", "description");
        for (var name : List.of("responsable", "responsible")) names.put(name, "responsible");
        for (var name : List.of("publier", "publiee", "listed")) names.put(name, "listed");
        return names;
    }

    /** Why a whole file is not taken. */
    public enum Why {
        EMPTY,
        NOT_TEXT,
        LINE_TOO_LONG,
        TOO_MANY_CELLS,
        OPEN_QUOTE,
        /** A needed column is missing, or one is there twice. */
        HEADING,
        NO_LINES,
        TOO_MANY_LINES,
        REASON_NEEDED
    }

    public sealed interface Reading {
        record Read(long run) implements Reading {}

        /** @param line of the file, 0 where it is the file itself */
        record Refused(Why why, int line) implements Reading {}
    }

    /** Mailboxes to be opened: needs the columns type and holder. */
    public Outcome<Reading> opening(Actor actor, InputStreamSource source) {
        return read(actor, Kind.OPEN, "csv", source, Set.of("type", "holder"), this::wish);
    }

    /** People who left, or addresses: a proposal to close goes to each mailbox of theirs. */
    public Outcome<Reading> leavers(Actor actor, String reason, InputStreamSource source) {
        if (Bulk.bad(reason) != null) return Outcome.done(new Reading.Refused(Why.REASON_NEEDED, 0));
        return read(actor, Kind.PROPOSE, reason.strip(), source, Set.of(), this::leaver);
    }

    private interface Row {
        /** Adds what the row is; the number of lines that it became. */
        int add(long run, int n, Map<String, String> cells);
    }

    private Outcome<Reading> read(
            Actor actor, Kind kind, String reason, InputStreamSource source, Set<String> needed, Row row) {
        if (!actor.is(Actor.Role.OPERATOR)) return Outcome.refused(new Refusal.NotAllowed());
        // All or nothing: a file that breaks in its middle leaves no half run.
        return Outcome.done(transaction.execute(status -> {
            var reading = read(actor, kind, reason, source, needed, row, new int[1]);
            if (reading instanceof Reading.Refused) status.setRollbackOnly();
            return reading;
        }));
    }

    private Reading read(
            Actor actor, Kind kind, String reason, InputStreamSource source, Set<String> needed, Row row, int[] line) {
        try (var csv = Csv.open(source)) {
            line[0] = 1;
            var heading = heading(csv.next(), needed, kind);
            if (heading == null) return new Reading.Refused(Why.HEADING, 1);
            var run = runs.add(kind, reason, By.of(actor), clock.instant());
            int n = 0;
            for (var cells = csv.next(); cells != null; cells = csv.next()) {
                line[0]++;
                if (line[0] > Bulk.MOST + 1) return new Reading.Refused(Why.TOO_MANY_LINES, line[0]);
                n += row.add(run, n + 1, named(heading, cells));
            }
            if (n == 0) return new Reading.Refused(Why.NO_LINES, 0);
            events.publishEvent(new SensitiveAct(
                    actor.auditName(),
                    "mailbox.prepare-run",
                    "run:" + run,
                    Map.of(),
                    Map.of("kind", kind.word(), "lines", Integer.toString(n)),
                    clock.instant()));
            return new Reading.Read(run);
        } catch (Csv.Broken broken) {
            return new Reading.Refused(Why.valueOf(broken.fault.name()), line[0]);
        } catch (IOException gone) {
            return new Reading.Refused(Why.NOT_TEXT, line[0]);
        }
    }

    /** @return column names in their order, empty for those that are not known; null when one is missing or twice there */
    private static @Nullable List<String> heading(@Nullable List<String> cells, Set<String> needed, Kind kind) {
        if (cells == null) return null;
        var names = cells.stream()
                .map(cell -> COLUMNS.getOrDefault(AddressPattern.plain(cell), ""))
                .toList();
        var seen = new HashSet<String>();
        for (var name : names) if (!name.isEmpty() && !seen.add(name)) return null;
        if (!seen.containsAll(needed)) return null;
        return kind == Kind.PROPOSE && !seen.contains("holder") && !seen.contains("address") ? null : names;
    }

    private static Map<String, String> named(List<String> heading, List<String> cells) {
        var named = new HashMap<String, String>();
        for (int i = 0; i < Math.min(heading.size(), cells.size()); i++)
            if (!heading.get(i).isEmpty()) named.put(heading.get(i), cells.get(i));
        return named;
    }

    private int wish(long run, int n, Map<String, String> cells) {
        var type = type(cells.getOrDefault("type", ""));
        var listed = !List.of("non", "no", "0", "false")
                .contains(cells.getOrDefault("listed", "").toLowerCase(Locale.ROOT));
        var wish = new ArrayList<String>();
        wish.add(type == null ? "" : type.name());
        for (var name : List.of("holder", "address", "service", "description", "responsible"))
            wish.add(cells.getOrDefault(name, ""));
        wish.add(Boolean.toString(listed));
        var controls = wish.stream().anyMatch(text -> text.chars().anyMatch(Character::isISOControl));
        runs.addWish(
                run,
                n,
                wish.stream().map(text -> text.replaceAll("\\p{Cntrl}", " ")).toList(),
                controls ? said("console.why.bad-text") : type == null ? said("console.file.type") : null);
        return 1;
    }

    private static @Nullable MailboxType type(String word) {
        return switch (AddressPattern.plain(word)) {
            case "per", "personnelle" -> MailboxType.PER;
            case "cab", "cabinet" -> MailboxType.CAB;
            case "org", "service" -> MailboxType.ORG;
            case "app", "logiciel" -> MailboxType.APP;
            default -> null;
        };
    }

    /** A line for each mailbox of that person that is not closing yet, or one that says that there is none. */
    private int leaver(long run, int n, Map<String, String> cells) {
        var found = hosted(cells);
        if (found.isEmpty()) {
            var shown = cells.getOrDefault("holder", cells.getOrDefault("address", ""))
                    .replaceAll("\\p{Cntrl}", " ");
            runs.addWish(run, n, List.of(shown), said("console.file.no-mailbox"));
            return 1;
        }
        runs.addHosted(run, n, found.stream().map(one -> one.id().value()).toList());
        return found.size();
    }

    private List<Hosted> hosted(Map<String, String> cells) {
        var address = cells.getOrDefault("address", "");
        if (!address.isEmpty())
            return address.chars().anyMatch(c -> c > '~')
                    ? List.of()
                    : MailAddress.read(address).flatMap(lifecycle::find).stream()
                            .toList();
        var number = cells.getOrDefault("holder", "").replace(" ", "");
        if (!Bearer.NUMBER.matcher(number).matches()) return List.of();
        var person = new NationalPersonId(Bearer.RPPS.matcher(number).matches() ? "8" + number : number);
        return lifecycle.of(new Owner.OfPerson(person)).stream()
                .filter(one -> !(one.state() instanceof State.Erased))
                .toList();
    }

    private String said(String key) {
        return wording.of(Words.of(key), Locale.FRENCH);
    }
}
