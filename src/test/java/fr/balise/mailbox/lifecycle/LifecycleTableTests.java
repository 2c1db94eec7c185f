package fr.balise.mailbox.lifecycle;

import static fr.balise.mailbox.lifecycle.Held.changed;
import static fr.balise.mailbox.lifecycle.Held.decide;
import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailbox.Practice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/lifecycle.md says what the code does, cell by cell. */
class LifecycleTableTests {
    private static final Path PAGE = Path.of("docs/lifecycle.md");
    private static final Instant DUE = Held.at(Held.TODAY.plusDays(31), Held.PARIS);

    @Test
    void theTableOfThePageIsThatOfTheCode() throws IOException {
        var drawn = table();
        assertThat(drawn.getFirst()).containsExactly("command", "active", "depublished", "retrieval-only", "erased");
        assertThat(drawn).allMatch(row -> row.size() == 5);
        var rows = new LinkedHashMap<String, List<String>>();
        for (var row : drawn.subList(1, drawn.size())) rows.put(row.getFirst(), row.subList(1, row.size()));
        assertThat(rows.keySet())
                .containsExactly(Arrays.stream(Command.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .toArray(String[]::new));
        for (var command : LifecycleRulesTests.everyCommand()) {
            var name = command.getClass().getSimpleName();
            assertThat(Objects.requireNonNull(rows.get(name)).stream().map(cell -> cell.replaceFirst(" \\(.*", "")))
                    .as(name)
                    .containsExactlyElementsOf(
                            states().map(state -> cell(state, command)).toList());
        }
    }

    @Test
    void everyStateIsOnThePageWithItsWords() throws IOException {
        var page = Files.readString(PAGE);
        var french = Practice.wording();
        for (var state : states().map(Hosted::state).toList()) {
            var words = french.of(state.words(), Locale.FRANCE).replaceFirst("’au .*", "’au…");
            assertThat(page).contains("| " + state.word() + " | " + words + " |");
        }
    }

    /** With everything in the way of the move removed. */
    private static Stream<Hosted> states() {
        return Stream.of(Held.active(), Held.retrieved(), Held.closing(), Held.erased());
    }

    private static String cell(Hosted from, Command command) {
        // What lifts a measure is tried on a mailbox that has one, what retrieves on one from which nothing was
        // retrieved.
        var prepared = from.state() instanceof State.Erased ? from : prepared(from, command);
        return switch (decide(prepared, command, DUE)) {
            case Decision.Refused _ -> "–";
            case Decision.Unchanged _ -> "=";
            case Decision.Changed(var to)
            when fact(command) -> {
                assertThat(to.state().word()).isEqualTo(from.state().word());
                yield "fact";
            }
            case Decision.Changed(var to) -> to.state().word();
        };
    }

    private static Hosted prepared(Hosted from, Command command) {
        return switch (command) {
            case Command.LiftHold _ -> changed(from, new Command.PlaceHold(Hold.LEGAL, "x"), DUE);
            case Command.Resume _ -> changed(from, new Command.Suspend("x"), DUE);
            case Command.Retrieve _ -> from.anew(from.state());
            case Command.Depublish _
            when from.state() instanceof State.Depublished -> changed(from, new Command.Depublish(null), DUE);
            case Command.RequestDeletion _
            when from.state() instanceof State.RetrievalOnly ->
                changed(from, new Command.RequestDeletion(Set.of(), null, null), DUE);
            default -> from;
        };
    }

    private static boolean fact(Command command) {
        return switch (command) {
            case Command.Retrieve _, Command.PlaceHold _, Command.LiftHold _, Command.Suspend _, Command.Resume _ ->
                true;
            default -> false;
        };
    }

    private static List<List<String>> table() throws IOException {
        var lines = Files.readAllLines(PAGE);
        var rows = new ArrayList<List<String>>();
        for (var line : lines.subList(lines.indexOf("## The table"), lines.indexOf("## The gates before a deletion")))
            if (line.startsWith("|") && !line.startsWith("|--"))
                rows.add(Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList());
        return rows;
    }
}
