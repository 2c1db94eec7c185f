package fr.balise.promotion.telling;

import fr.balise.directory.Directory;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.lifecycle.Arrived;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.mailbox.lifecycle.Uses;
import fr.balise.promotion.ChosenAddresses;
import fr.balise.promotion.PromotionSettings;
import fr.balise.promotion.StaffChoices;
import fr.balise.promotion.telling.Adoption.Month;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The share of preferred mailboxes in what the staff of a structure receives here, in mailboxes of that structure alone: what somebody
 * has in another practice, or on the RPPS alone, is not the structure's to count. Only for a group: neither side of the comparison may
 * stand for fewer people than the setting says, or one could subtract.
 */
@Service
public class GroupAdoption {
    private static final int MONTHS = 12;

    private final Lifecycle lifecycle;
    private final Directory directory;
    private final Uses uses;
    private final ChosenAddresses chosen;
    private final PromotionSettings settings;
    private final InstantSource clock;

    GroupAdoption(
            Lifecycle lifecycle,
            Directory directory,
            Uses uses,
            ChosenAddresses chosen,
            PromotionSettings settings,
            InstantSource clock) {
        this.lifecycle = lifecycle;
        this.directory = directory;
        this.uses = uses;
        this.chosen = chosen;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param smallest people below which nothing is shown
     * @param months oldest first; empty where the group is too small
     */
    public record View(int smallest, List<Month> months) {
        public boolean shown() {
            return !months.isEmpty();
        }
    }

    public View of(StaffChoices.Of staff) {
        var people = staff.members().stream()
                .map(one -> one.person())
                .collect(Collectors.toMap(
                        person -> (Owner) new Owner.OfPerson(person.nationalId()),
                        person -> person.id(),
                        (one, _) -> one));
        var situations =
                staff.members().stream().map(one -> one.situation().id()).collect(Collectors.toSet());
        var keys = chosen.keysAt(people.values(), situations);
        var listed = listed(people.values(), staff.structure().id());
        var preferred = new ArrayList<Hosted>();
        var others = new ArrayList<Hosted>();
        for (var mailbox : lifecycle.ofAll(people.keySet())) {
            if (mailbox.state() instanceof State.Erased) continue;
            if (!isOfStructure(mailbox.address(), mailbox.situation(), listed, situations)) continue;
            var theirs = keys.getOrDefault(people.get(mailbox.owner()), Set.of());
            (theirs.contains(mailbox.address().key()) ? preferred : others).add(mailbox);
        }
        int smallest = settings.smallestGroup();
        return new View(
                smallest,
                months(
                        YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)),
                        together(preferred).months(smallest),
                        together(others).months(smallest),
                        others.isEmpty()));
    }

    /** Keys of the addresses that the directory has there for them now. */
    private Set<String> listed(Collection<Long> people, long structure) {
        if (people.isEmpty()) return Set.of();
        return directory.listingsOfPeople(Set.copyOf(people)).stream()
                .filter(one ->
                        one.presence().present() && Objects.equals(one.carrier().structureId(), structure))
                .map(one -> one.address().key())
                .collect(Collectors.toSet());
    }

    /**
     * @param serves situation that the mailbox was opened for; null for all places
     * @param listed keys of the addresses that the directory has at the structure
     * @param situations of the staff at the structure
     */
    static boolean isOfStructure(MailAddress address, @Nullable Long serves, Set<String> listed, Set<Long> situations) {
        return serves == null ? listed.contains(address.key()) : situations.contains(serves);
    }

    private Arrived.Together together(List<Hosted> mailboxes) {
        var together = new Arrived.Together();
        uses.arrived(mailboxes, together);
        return together;
    }

    /**
     * A side has a month in which enough people received something, or nobody anything; of a month in which nothing arrived at all,
     * nothing is said.
     *
     * @param alone there are no other mailboxes at all: then there is nothing to subtract
     */
    static List<Month> months(
            YearMonth last,
            SortedMap<YearMonth, Integer> preferred,
            SortedMap<YearMonth, Integer> others,
            boolean alone) {
        var months = IntStream.rangeClosed(1 - MONTHS, 0)
                .mapToObj(last::plusMonths)
                .map(month -> {
                    boolean many = preferred.containsKey(month) && (alone || others.containsKey(month));
                    boolean known = many && preferred.getOrDefault(month, 0) + others.getOrDefault(month, 0) > 0;
                    return new Month(
                            month,
                            known ? preferred.getOrDefault(month, 0) : 0,
                            known ? others.getOrDefault(month, 0) : 0,
                            false,
                            known);
                })
                .toList();
        return months.stream().noneMatch(Month::known) ? List.of() : months;
    }
}
