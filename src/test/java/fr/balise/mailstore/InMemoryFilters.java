package fr.balise.mailstore;

import fr.balise.kernel.MailAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Filters of one mailbox in memory, of a server that may do less than others, or stop answering. */
public final class InMemoryFilters implements ElsewhereFilters {
    public final Map<String, String> scripts = new TreeMap<>();
    public @Nullable String active;
    public Set<String> extensions = Set.of("vacation", "include", "date", "envelope", "copy", "relational");
    public Put put = Put.STORED;

    /** After so many more commands the server stops answering. */
    public int left = Integer.MAX_VALUE;

    public int logins;

    @Override
    public boolean knows(String domain) {
        return true;
    }

    @Override
    public Answer open(MailAddress mailbox, ElsewhereMail.Credential.AppPassword credential) {
        logins++;
        return credential.secret().equals("good")
                ? new Answer.Opened(new Session())
                : new Answer.Refused(ElsewhereMail.Why.WRONG_CREDENTIAL);
    }

    private final class Session implements Scripts {
        private void command() {
            if (left-- <= 0) throw new MailStore.Unavailable("gone", null);
        }

        @Override
        public Set<String> extensions() {
            return extensions;
        }

        @Override
        public List<Script> list() {
            command();
            return scripts.keySet().stream()
                    .map(name -> new Script(name, name.equals(active)))
                    .toList();
        }

        @Override
        public @Nullable String read(String name) {
            command();
            return scripts.get(name);
        }

        @Override
        public Put put(String name, String script) {
            command();
            if (put == Put.STORED) scripts.put(name, script);
            return put;
        }

        @Override
        public boolean activate(@Nullable String name) {
            command();
            if (name != null && !scripts.containsKey(name)) return false;
            active = name;
            return true;
        }

        @Override
        public boolean remove(String name) {
            command();
            if (name.equals(active)) return false;
            scripts.remove(name);
            return true;
        }

        @Override
        public void close() {}
    }
}
