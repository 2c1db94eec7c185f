package fr.balise.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The other end of {@link Child}: answers lines until there are no more. */
final class Answering {
    private Answering() {}

    interface Answers {
        Map<String, ?> to(String what, List<String> arguments) throws Exception;
    }

    /** Everything else that is printed goes to standard error from here on. */
    static void loop(Answers answers) throws Exception {
        var out = System.out;
        System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine())
                say(out, answers, List.of(line.split("\t")));
        }
    }

    private static void say(PrintStream out, Answers answers, List<String> words) {
        Map<String, ?> answer;
        try {
            answer = answers.to(words.getFirst(), words.subList(1, words.size()));
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
            answer = Map.of("failed", e.toString());
        }
        out.println(Child.MARK + JsonMapper.shared().writeValueAsString(answer));
        out.flush();
    }
}
