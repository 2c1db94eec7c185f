package fr.balise.mailbox;

import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.Activity;
import fr.balise.mailstore.Activity.Day;
import fr.balise.mailstore.Activity.Waiting;
import fr.balise.mailstore.MailActivity.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Days of activity for a test, counted back from the noon of {@link Practice}. */
public final class UsedDays {
    private final LocalDate today = LocalDate.ofInstant(Practice.NOON, java.time.ZoneId.of("Europe/Paris"));
    private final Map<LocalDate, Map<Kind, Integer>> counts = new TreeMap<>();
    private final Set<LocalDate> unknown = new HashSet<>();
    private final Map<LocalDate, Waiting> waiting = new HashMap<>();
    private final int kept;
    private LocalDate opened;
    private @Nullable LocalDate lastLogin;
    private Activity.@Nullable Unread unread;

    /** @param kept how many days before today there are */
    public UsedDays(int kept) {
        this.kept = kept;
        this.opened = day(kept);
    }

    public LocalDate day(int ago) {
        return today.minusDays(ago);
    }

    public UsedDays counts(int ago, Kind kind, int count) {
        counts.computeIfAbsent(day(ago), _ -> new EnumMap<>(Kind.class)).put(kind, count);
        return this;
    }

    /** Used on that day and on no other. */
    public UsedDays usedDaysAgo(int ago) {
        counts.clear();
        return counts(ago, Kind.IMAP, 1);
    }

    public UsedDays receivedDaysAgo(int ago) {
        return counts(ago, Kind.RECEIVED, 2);
    }

    public UsedDays unknownDaysAgo(int ago) {
        unknown.add(day(ago));
        return this;
    }

    public UsedDays loginDaysAgo(int ago) {
        lastLogin = day(ago);
        return this;
    }

    public UsedDays openedDaysAgo(int ago) {
        opened = day(ago);
        return this;
    }

    public UsedDays unread(int messages, @Nullable Instant oldest) {
        unread = new Activity.Unread(messages, oldest, Practice.NOON);
        return this;
    }

    /** Unread at the end of that day. */
    public UsedDays waiting(int ago, int messages, @Nullable LocalDate oldest) {
        waiting.put(day(ago), new Waiting(messages, oldest));
        return this;
    }

    public Activity activity() {
        List<Day> days = new ArrayList<>();
        for (int ago = kept; ago >= 0; ago--) {
            var on = day(ago);
            days.add(new Day(on, !unknown.contains(on), counts.getOrDefault(on, Map.of()), waiting.get(on)));
        }
        return new Activity(new AccountId(1), opened, days, lastLogin, unread);
    }
}
