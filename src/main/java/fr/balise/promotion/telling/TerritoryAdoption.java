package fr.balise.promotion.telling;

import fr.balise.directory.Directory;
import fr.balise.directory.Person;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.PracticeZone;
import fr.balise.mailbox.lifecycle.Arrived;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.lifecycle.Uses;
import fr.balise.promotion.ChosenAddresses;
import fr.balise.promotion.PromotionSettings;
import fr.balise.promotion.telling.Adoption.Month;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The share of preferred mailboxes by department, for staff of the operator. Counted once a day over all personal mailboxes that are held
 * here, some at a time; only what a group of people is large enough for is kept.
 */
@Service
public class TerritoryAdoption {
    private static final int TOGETHER = 500;
    private static final Duration DAILY = Duration.ofHours(20);

    private final Lifecycle lifecycle;
    private final Uses uses;
    private final Directory directory;
    private final ChosenAddresses chosen;
    private final Territories territories;
    private final PromotionSettings settings;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    TerritoryAdoption(
            Lifecycle lifecycle,
            Uses uses,
            Directory directory,
            ChosenAddresses chosen,
            Territories territories,
            PromotionSettings settings,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.lifecycle = lifecycle;
        this.uses = uses;
        this.directory = directory;
        this.chosen = chosen;
        this.territories = territories;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Months that can be shown, oldest first, by department. */
    public SortedMap<String, List<Month>> all() {
        return territories.all();
    }

    @Scheduled(initialDelayString = "15m", fixedDelayString = "2h")
    void daily() {
        var last = territories.countedAt();
        if (last.isEmpty() || !last.get().plus(DAILY).isAfter(clock.instant())) count();
    }

    /** Both sides of the comparison, of one department. */
    private static final class Sides {
        private final Arrived.Together preferred = new Arrived.Together();
        private final Arrived.Together others = new Arrived.Together();
    }

    /** Whole or not at all, also where several processes count. */
    public void count() {
        var seen = territories.countedAt();
        var sides = new TreeMap<String, Sides>();
        long after = 0;
        for (var page = lifecycle.page(after, TOGETHER); !page.isEmpty(); page = lifecycle.page(after, TOGETHER)) {
            add(page, sides);
            after = page.getLast().id().value();
        }
        var now = clock.instant();
        var last = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        int smallest = settings.smallestGroup();
        var counted = new TreeMap<String, List<Month>>();
        sides.forEach((department, both) -> counted.put(
                department,
                GroupAdoption.months(
                        last, both.preferred.months(smallest), both.others.months(smallest), both.others.isEmpty())));
        transaction.executeWithoutResult(_ -> territories.keep(counted, seen, now));
    }

    private void add(List<Hosted> page, Map<String, Sides> sides) {
        var holders = page.stream().flatMap(mailbox -> holder(mailbox).stream()).collect(Collectors.toSet());
        var people = directory.numbered(holders).stream().collect(Collectors.toMap(Person::nationalId, Person::id));
        var keys = chosen.keys(people.values());
        var places = departments(people.values());
        var parted = new HashMap<String, Map<Boolean, List<Hosted>>>();
        for (var mailbox : page) {
            var person = holder(mailbox).map(people::get);
            if (person.isEmpty()) continue;
            boolean preferred = keys.getOrDefault(person.get(), Set.of())
                    .contains(mailbox.address().key());
            for (var department : places.getOrDefault(person.get(), Set.of()))
                parted.computeIfAbsent(department, _ -> new HashMap<>())
                        .computeIfAbsent(preferred, _ -> new ArrayList<>())
                        .add(mailbox);
        }
        parted.forEach((department, both) -> {
            var there = sides.computeIfAbsent(department, _ -> new Sides());
            uses.arrived(both.getOrDefault(true, List.of()), there.preferred);
            uses.arrived(both.getOrDefault(false, List.of()), there.others);
        });
    }

    private static Optional<NationalPersonId> holder(Hosted mailbox) {
        return mailbox.owner() instanceof Owner.OfPerson(var person) ? Optional.of(person) : Optional.empty();
    }

    /** Where each of them practises; whoever practises in several departments counts in each. */
    private Map<Long, Set<String>> departments(Collection<Long> people) {
        var places = new HashMap<Long, Set<String>>();
        if (people.isEmpty()) return places;
        for (var situation : directory.situations(Set.copyOf(people))) {
            var structure = situation.structure();
            if (structure == null || !situation.presence().present()) continue;
            PracticeZone.departmentOf(structure.address())
                    .ifPresent(department -> places.computeIfAbsent(situation.person(), _ -> new HashSet<>())
                            .add(department));
        }
        return places;
    }
}
