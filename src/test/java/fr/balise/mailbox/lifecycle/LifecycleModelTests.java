package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailbox.lifecycle.Decision.Changed;
import fr.balise.mailbox.lifecycle.Decision.Refused;
import fr.balise.mailbox.lifecycle.Decision.Unchanged;
import fr.balise.mailbox.lifecycle.Gate.Opened;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random walks of commands and clock jumps, beside a model that knows only a few plain facts. The seed is told on
 * failure; {@code -Dbalise.seed} walks the same ways again.
 */
class LifecycleModelTests {
    private static final int WALKS = 20_000;
    private static final int STEPS = 40;
    private static final long SEED = Long.getLong("balise.seed", System.nanoTime());
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("Europe/Paris"),
            ZoneId.of("Indian/Reunion"),
            ZoneId.of("Pacific/Noumea"),
            ZoneId.of("America/Miquelon"),
            ZoneId.of("Pacific/Marquesas"));

    /** What an honest clerk would note on a card. */
    private static final class Card {
        String state = "active";

        @Nullable
        LocalDate asked;

        @Nullable
        LocalDate due;

        @Nullable
        LocalDate depublished;

        boolean retrieved;
        boolean said;
        boolean suspended;
        final EnumSet<Hold> holds = EnumSet.noneOf(Hold.class);

        boolean restrained() {
            return suspended || !holds.isEmpty();
        }
    }

    @Test
    void noPathErasesBeforeItsTimeAndEveryPathIsThatOfTheModel() {
        int erased = 0;
        int takenBack = 0;
        var random = new Random(SEED);
        for (int walk = 0; walk < WALKS; walk++) {
            var seen = walk(random.nextLong());
            if (seen.contains("erased")) erased++;
            if (seen.contains("taken back")) takenBack++;
        }
        // The walks go where it matters: else they would show nothing.
        assertThat(erased).as("walks to the end, seed " + SEED).isGreaterThan(WALKS / 100);
        assertThat(takenBack).as("walks with a change of mind, seed " + SEED).isGreaterThan(WALKS / 20);
    }

    private static List<String> walk(long seed) {
        var random = new Random(seed);
        var mailbox = Held.active(ZONES.get(random.nextInt(ZONES.size())));
        var now = Held.NOON.plus(Duration.ofMinutes(random.nextInt(600_000)));
        var card = new Card();
        var path = new ArrayList<String>();
        for (int step = 0; step < STEPS; step++) {
            now = now.plus(jump(random));
            var inside = inside(random, now);
            var command = command(random, mailbox.day(now));
            path.add(command + " at " + now);
            var decision =
                    LifecycleRules.decide(mailbox, command, Held.ANNE, new Circumstances(now, inside, Held.TERMS));
            var expected = expected(card, command, mailbox, inside, now);
            assertThat(word(decision)).as("seed %d: %s", seed, path).isEqualTo(expected);
            mailbox = after(mailbox, decision, command, inside, now, seed);
            assertThat(mailbox.state().word()).as("seed %d: %s", seed, path).isEqualTo(card.state);
            assertThat(mailbox.holds().keySet()).as("seed %d: %s", seed, path).isEqualTo(card.holds);
            assertThat(mailbox.retrieval() != null)
                    .as("seed %d: %s", seed, path)
                    .isEqualTo(card.retrieved);
            if (mailbox.state() instanceof State.RetrievalOnly m) {
                assertThat(m.eraseOn()).as("seed %d: %s", seed, path).isEqualTo(card.due);
                if (expected.equals("changed") && command instanceof Command.RequestDeletion) path.add("asked");
            }
            if (command instanceof Command.TakeBack && expected.equals("changed")) path.add("taken back");
            if (card.state.equals("erased") && !path.contains("erased")) path.add("erased");
        }
        return path;
    }

    /** A repeat of what was just done changes nothing; whoever is not at the end can go all the way back. */
    private static Hosted after(
            Hosted from, Decision decision, Command command, @Nullable Contents inside, Instant now, long seed) {
        var at = new Circumstances(now, inside, Held.TERMS);
        return switch (decision) {
            case Changed(var to) -> {
                assertThat(LifecycleRules.decide(to, command, Held.STAFF, at))
                        .as("repeat, seed " + seed)
                        .isEqualTo(new Unchanged(to));
                if (to.state() instanceof State.RetrievalOnly m)
                    assertThat(LifecycleRules.decide(to, new Command.TakeBack(), Held.ANNE, at))
                            .as("way back, seed " + seed)
                            .isInstanceOfSatisfying(
                                    Changed.class,
                                    back -> assertThat(back.to().state()).isEqualTo(m.before()));
                yield to;
            }
            case Unchanged(var kept) -> {
                assertThat(kept).isEqualTo(from);
                yield kept;
            }
            case Refused(var why) -> {
                assertThat(why.state()).isEqualTo(from.state());
                assertThat(why.possible()).isEqualTo(LifecycleRules.possible(from));
                yield from;
            }
        };
    }

    private static String word(Decision decision) {
        return switch (decision) {
            case Changed _ -> "changed";
            case Unchanged _ -> "unchanged";
            case Refused _ -> "refused";
        };
    }

    /** The model: what must come of it, noted on the card. */
    private static String expected(Card card, Command command, Hosted mailbox, @Nullable Contents inside, Instant now) {
        var today = LocalDate.ofInstant(now, mailbox.zone());
        if (card.state.equals("erased")) return command instanceof Command.Erase ? "unchanged" : "refused";
        return switch (command) {
            case Command.Depublish(var reply) -> {
                if (card.state.equals("retrieval-only")) yield "refused";
                if (card.state.equals("depublished")) {
                    var same = Objects.equals(((State.Depublished) mailbox.state()).reply(), reply);
                    yield same ? "unchanged" : "changed";
                }
                card.state = "depublished";
                card.depublished = today;
                card.retrieved = false;
                yield "changed";
            }
            case Command.Republish _ -> {
                if (card.state.equals("active")) yield "unchanged";
                if (card.state.equals("retrieval-only") || card.suspended) yield "refused";
                card.state = "active";
                card.retrieved = false;
                yield "changed";
            }
            case Command.Retrieve(var how) -> {
                if (card.state.equals("active") || card.suspended) yield "refused";
                // The holder's own word comes on top of a file or a copy, once.
                var news = !card.retrieved || how == Retrieval.How.SAID && !card.said;
                if (!card.retrieved || how == Retrieval.How.SAID) card.said = how == Retrieval.How.SAID;
                card.retrieved = true;
                yield news ? "changed" : "unchanged";
            }
            case Command.RequestDeletion asked -> {
                if (card.state.equals("active")) yield "refused";
                if (card.state.equals("retrieval-only")) {
                    var told = ((State.RetrievalOnly) mailbox.state()).toldTo();
                    yield Objects.equals(told, asked.toldTo()) ? "unchanged" : "changed";
                }
                if (card.restrained() || !card.retrieved || inside == null) yield "refused";
                var depublished = Objects.requireNonNull(card.depublished);
                if (today.isBefore(depublished.plusDays(90)) && !asked.seen().contains(Opened.EARLY)) yield "refused";
                if (inside.unreadDocuments() > 0 && asked.justification() == null) yield "refused";
                if (inside.unproven() > 0 && !asked.seen().contains(Opened.WITHOUT_PROOF)) yield "refused";
                if (inside.stillWriting() > 0 && !asked.seen().contains(Opened.STILL_RECEIVING)) yield "refused";
                var last = inside.lastReceived();
                var retrieved = Objects.requireNonNull(mailbox.retrieval()).at();
                if (last != null && last.isAfter(retrieved) && !asked.seen().contains(Opened.SINCE_RETRIEVED))
                    yield "refused";
                card.state = "retrieval-only";
                card.asked = today;
                card.due = today.plusDays(30);
                yield "changed";
            }
            case Command.TakeBack _ -> {
                if (card.state.equals("depublished")) yield "unchanged";
                if (card.state.equals("active")) yield "refused";
                card.state = "depublished";
                card.retrieved = false;
                yield "changed";
            }
            case Command.Postpone(var to) -> {
                if (!card.state.equals("retrieval-only")) yield "refused";
                var asked = Objects.requireNonNull(card.asked);
                if (to.isBefore(asked.plusDays(30)) || to.isAfter(asked.plusDays(365))) yield "refused";
                var same = to.equals(card.due);
                card.due = to;
                yield same ? "unchanged" : "changed";
            }
            case Command.Erase _ -> {
                if (!card.state.equals("retrieval-only") || card.restrained()) yield "refused";
                if (!card.retrieved || today.isBefore(Objects.requireNonNull(card.due))) yield "refused";
                assertThat(today)
                        .isAfterOrEqualTo(Objects.requireNonNull(card.asked).plusDays(30));
                card.state = "erased";
                yield "changed";
            }
            case Command.PlaceHold(var kind, var _) -> card.holds.add(kind) ? "changed" : "unchanged";
            case Command.LiftHold(var kind) -> {
                var before = card.restrained();
                var stood = card.holds.remove(kind);
                grace(card, before, today);
                yield stood ? "changed" : "unchanged";
            }
            case Command.Suspend _ -> {
                var fresh = !card.suspended;
                card.suspended = true;
                yield fresh ? "changed" : "unchanged";
            }
            case Command.Resume _ -> {
                var before = card.restrained();
                var stood = card.suspended;
                card.suspended = false;
                grace(card, before, today);
                yield stood ? "changed" : "unchanged";
            }
        };
    }

    private static void grace(Card card, boolean before, LocalDate today) {
        if (!card.state.equals("retrieval-only") || !before || card.restrained()) return;
        var soonest = today.plusDays(7);
        if (Objects.requireNonNull(card.due).isBefore(soonest)) card.due = soonest;
    }

    private static Duration jump(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Duration.ZERO;
            case 1 -> Duration.ofMinutes(random.nextInt(120));
            case 2 -> Duration.ofHours(random.nextInt(48));
            case 3 -> Duration.ofDays(random.nextInt(20));
            default -> Duration.ofDays(random.nextInt(100));
        };
    }

    private static @Nullable Contents inside(Random random, Instant now) {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> new Contents(9, 5, random.nextInt(3), random.nextInt(3), now, random.nextInt(3));
            default -> Contents.NOTHING;
        };
    }

    private static Command command(Random random, LocalDate today) {
        return switch (random.nextInt(16)) {
            case 0, 1 -> new Command.Depublish(random.nextBoolean() ? null : Held.reply());
            case 2 -> new Command.Republish();
            case 3, 4 -> new Command.Retrieve(Retrieval.How.values()[random.nextInt(3)]);
            case 5, 6, 7 -> request(random);
            case 8 -> new Command.TakeBack();
            case 9 -> new Command.Postpone(today.plusDays(random.nextInt(400) - 20));
            case 10, 11 -> new Command.Erase();
            case 12 -> new Command.PlaceHold(Hold.values()[random.nextInt(2)], "Réquisition");
            case 13 -> new Command.LiftHold(Hold.values()[random.nextInt(2)]);
            case 14 -> random.nextInt(3) == 0 ? new Command.Suspend("Compte compromis") : new Command.Erase();
            default -> new Command.Resume();
        };
    }

    private static Command request(Random random) {
        var seen = EnumSet.noneOf(Opened.class);
        for (var opened : Opened.values()) if (random.nextInt(4) > 0) seen.add(opened);
        return new Command.RequestDeletion(
                seen, random.nextBoolean() ? "déjà lus" : null, random.nextBoolean() ? Held.NEW : null);
    }
}
