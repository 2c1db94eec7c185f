package fr.balise.mailstore;

import fr.balise.mailstore.ElsewhereFilters.Put;
import fr.balise.mailstore.ElsewhereFilters.Script;
import fr.balise.mailstore.SieveLine.Answer;
import fr.balise.mailstore.SieveLine.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The scripts behind a line on which somebody is logged in. */
final class SieveScripts implements ElsewhereFilters.Scripts {
    private final SieveLine line;

    SieveScripts(SieveLine line) {
        this.line = line;
    }

    /** Without the words of the other side, as for IMAP. After BYE, or nonsense, nobody knows what would come next: the line is cut. */
    private Answer talk(String what, String command) {
        try {
            var answer = line.ask(command);
            if (answer.status() != Status.BYE) return answer;
        } catch (IOException broken) {
            // As after BYE.
        }
        line.close();
        throw new MailStore.Unavailable(what, null);
    }

    @Override
    public Set<String> extensions() {
        return Stream.of(line.capability("SIEVE").split(" "))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<Script> list() {
        var answer = talk("listing filters", "LISTSCRIPTS");
        if (!answer.ok()) throw new MailStore.Unavailable("listing filters was refused", null);
        var scripts = new ArrayList<Script>();
        for (var words : answer.lines())
            if (!words.isEmpty() && words.getFirst().string())
                scripts.add(new Script(
                        words.getFirst().text(),
                        words.size() > 1 && words.get(1).is("ACTIVE")));
        if (scripts.stream().filter(Script::active).count() > 1) throw senseless("several active ones");
        if (scripts.stream().anyMatch(script -> script.name().chars().anyMatch(Character::isISOControl)))
            throw senseless("a name that no name may be [RFC5804 1.6]");
        return List.copyOf(scripts);
    }

    private MailStore.Unavailable senseless(String what) {
        line.close();
        return new MailStore.Unavailable("listing filters: " + what, null);
    }

    @Override
    public @Nullable String read(String name) {
        var answer = talk("reading a filter", "GETSCRIPT " + SieveLine.string(name));
        if (!answer.ok()) return null;
        return answer.lines().stream()
                .filter(words -> words.size() == 1 && words.getFirst().string())
                .map(words -> words.getFirst().text())
                .findFirst()
                .orElseThrow(() -> new MailStore.Unavailable("reading a filter: nothing came", null));
    }

    @Override
    public Put put(String name, String script) {
        var answer = talk("storing a filter", "PUTSCRIPT " + SieveLine.string(name) + " " + SieveLine.string(script));
        if (answer.ok()) return Put.STORED;
        return answer.code().startsWith("QUOTA") ? Put.FULL : Put.REFUSED;
    }

    @Override
    public boolean activate(@Nullable String name) {
        return talk("choosing a filter", "SETACTIVE " + SieveLine.string(name == null ? "" : name))
                .ok();
    }

    @Override
    public boolean remove(String name) {
        var answer = talk("removing a filter", "DELETESCRIPT " + SieveLine.string(name));
        return answer.ok() || answer.code().equals("NONEXISTENT");
    }

    @Override
    public void close() {
        try {
            line.ask("LOGOUT");
        } catch (IOException gone) {
            // It is closed all the same.
        }
        line.close();
    }
}
