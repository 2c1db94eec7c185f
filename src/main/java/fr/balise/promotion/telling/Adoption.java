package fr.balise.promotion.telling;

import fr.balise.identity.Subject;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.Named;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.lifecycle.Arrived;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Uses;
import fr.balise.promotion.ChoiceRow;
import fr.balise.promotion.Preference;
import fr.balise.promotion.kit.Signing;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Whether mail comes to the preferred mailbox: its share by month, and what its holder did for it. For the holder alone. */
@Service
public class Adoption {
    private static final int MONTHS = 12;

    private final Grounds grounds;
    private final Uses uses;
    private final Announcements announcements;
    private final Pointings pointings;
    private final Signing signing;
    private final InstantSource clock;

    Adoption(
            Grounds grounds,
            Uses uses,
            Announcements announcements,
            Pointings pointings,
            Signing signing,
            InstantSource clock) {
        this.grounds = grounds;
        this.uses = uses;
        this.announcements = announcements;
        this.pointings = pointings;
        this.signing = signing;
        this.clock = clock;
    }

    /**
     * @param row of the place
     * @param places all that have a choice, this one among them
     * @param old mailboxes held here that are not the ones to write to
     * @param elsewhere addresses of the holder at other operators: of these nobody knows what arrives
     * @param counted whether the preferred mailbox is held here: else nothing can be compared
     * @param months the last twelve, oldest first
     * @param acts oldest first
     * @param zone in which their days are counted
     */
    public record View(
            ChoiceRow row,
            List<ChoiceRow> places,
            MailAddress address,
            List<MailAddress> old,
            List<MailAddress> elsewhere,
            boolean counted,
            List<Month> months,
            List<Act> acts,
            ZoneId zone) {}

    /**
     * @param partly some of its days were not recorded
     * @param known false before any of the mailboxes was here
     */
    public record Month(YearMonth month, int preferred, int others, boolean partly, boolean known) {
        public int all() {
            return preferred + others;
        }

        /** In percent; 0 where nothing arrived. */
        public int share() {
            return percent(preferred, all());
        }
    }

    static int percent(int part, int all) {
        return all == 0 ? 0 : Math.round(100f * part / all);
    }

    /**
     * Something that its holder did to make it known.
     *
     * @param messages for messages that were sent, else 0
     * @param effect null where there is no other mailbox to compare with
     */
    public record Act(
            Kind kind, Instant at, int messages, @Nullable Effect effect) {
        public enum Kind {
            CHOSEN,
            TOLD,
            SIGNED,
            POINTED;

            public String word() {
                return Named.word(this);
            }
        }
    }

    /** @param place {@link ChoiceRow#key} */
    public Outcome<View> of(Subject subject, String place) {
        return grounds.of(subject, place).map(ground -> view(subject, ground));
    }

    private View view(Subject subject, Ground ground) {
        var mailboxes = new ArrayList<Hosted>(ground.old());
        ground.keeper().ifPresent(mailboxes::add);
        var arrived = uses.arrived(subject, mailboxes);
        var preferred = ground.keeper().map(one -> arrived.get(one.id())).stream()
                .flatMap(one -> Optional.ofNullable(one).stream())
                .toList();
        var others = ground.old().stream()
                .flatMap(one -> Optional.ofNullable(arrived.get(one.id())).stream())
                .toList();
        var now = ground.keeper()
                .map(one -> one.day(clock.instant()))
                .orElseGet(() -> ground.choices().view().today());
        return new View(
                ground.row(),
                ground.choices().rows().stream()
                        .filter(row -> row.decided() != null)
                        .toList(),
                ground.address(),
                ground.old().stream().map(Hosted::address).toList(),
                elsewhere(ground),
                !preferred.isEmpty(),
                months(YearMonth.from(now), preferred, others),
                acts(ground).stream()
                        .map(act -> told(act, ground, now, preferred, others))
                        .toList(),
                ground.choices().view().days().zone());
    }

    private static List<MailAddress> elsewhere(Ground ground) {
        var here = new HashSet<String>();
        ground.old().forEach(one -> here.add(one.address().key()));
        ground.keeper().ifPresent(one -> here.add(one.address().key()));
        return ground.row().advised().lines().stream()
                .filter(line -> !line.candidate().here())
                .map(line -> line.candidate().address())
                .filter(address -> !here.contains(address.key()))
                .toList();
    }

    static List<Month> months(YearMonth last, List<Arrived> preferred, List<Arrived> others) {
        return IntStream.rangeClosed(1 - MONTHS, 0)
                .mapToObj(last::plusMonths)
                .map(month -> new Month(
                        month,
                        preferred.stream().mapToInt(one -> one.in(month)).sum(),
                        others.stream().mapToInt(one -> one.in(month)).sum(),
                        has(preferred, others, one -> one.partly().contains(month)),
                        has(preferred, others, one -> one.messages().containsKey(month))))
                .toList();
    }

    private static boolean has(List<Arrived> preferred, List<Arrived> others, Predicate<Arrived> what) {
        return preferred.stream().anyMatch(what) || others.stream().anyMatch(what);
    }

    private static Act told(Act act, Ground ground, LocalDate now, List<Arrived> preferred, List<Arrived> others) {
        if (preferred.isEmpty() || others.isEmpty()) return act;
        var on = LocalDate.ofInstant(act.at(), ground.choices().view().days().zone());
        return new Act(act.kind(), act.at(), act.messages(), Effect.of(on, now, preferred, others));
    }

    private List<Act> acts(Ground ground) {
        var spot = ground.row().spot();
        var acts = new ArrayList<Act>();
        Optional.ofNullable(ground.row().decided())
                .map(Preference::at)
                .ifPresent(at -> acts.add(new Act(Act.Kind.CHOSEN, at, 0, null)));
        announcements.of(spot).stream()
                .filter(one -> one.address().key().equals(ground.address().key()))
                .forEach(one -> acts.add(new Act(Act.Kind.TOLD, one.at(), one.messages(), null)));
        pointings.of(spot).ifPresent(one -> acts.add(new Act(Act.Kind.POINTED, one.at(), 0, null)));
        // A signature of before the choice told of another address.
        var since = Optional.ofNullable(ground.row().decided()).map(Preference::at);
        signing.since(spot).stream()
                .filter(at -> since.filter(at::isBefore).isEmpty())
                .forEach(at -> acts.add(new Act(Act.Kind.SIGNED, at, 0, null)));
        acts.sort(Comparator.comparing(Act::at));
        return List.copyOf(acts);
    }
}
