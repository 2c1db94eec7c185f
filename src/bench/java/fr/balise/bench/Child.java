package fr.balise.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JVM of its own, asked by one line, answering by one line that begins with {@value #MARK}; whatever else it says goes to a log. */
final class Child implements AutoCloseable {
    static final String MARK = "@figures ";

    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;

    /** @param flags of the virtual machine */
    Child(Path log, List<String> flags, Class<?> main) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
                .start();
        questions = process.outputWriter();
        answers = process.inputReader();
    }

    /** Waits for as long as it takes. */
    JsonNode ask(String... words) throws IOException {
        questions.write(String.join("\t", words) + "\n");
        questions.flush();
        for (var line = answers.readLine(); line != null; line = answers.readLine())
            if (line.startsWith(MARK)) return JsonMapper.shared().readTree(line.substring(MARK.length()));
        throw new IOException("the process under measurement ended");
    }

    @Override
    public void close() throws IOException {
        questions.close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS))
                process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
