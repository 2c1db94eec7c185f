package fr.balise.mailbox.lifecycle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Balise in a process of its own, which is killed and started again, and asked by lines ({@link MailCrashApp}).
 *
 * <p>What it prints is read at once, whoever asks or not: a pipe holds 64 kilobytes, and when it is full every thread that logs waits, the
 * logins of Dovecot among them. A campaign that read only the answers brought Balise to silence five seconds after PostgreSQL died.
 */
final class BaliseProcess {
    private static final int PATIENCE_SECONDS = 300;
    private static final String GONE = "";

    private final Path folder;
    private final List<String> arguments;
    private @Nullable Process process;
    private @Nullable Writer questions;
    private BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    /** @param folder of its data and of what it says as it dies */
    BaliseProcess(Path folder, List<String> arguments) {
        this.folder = folder;
        this.arguments = List.copyOf(arguments);
    }

    /** @throws IllegalStateException when it ends, or is silent, instead of getting ready */
    void start() throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                MailCrashApp.class.getName()));
        command.addAll(arguments);
        var started = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("balise.err").toFile()))
                .start();
        var said = new LinkedBlockingQueue<String>();
        Thread.ofVirtual().start(() -> listen(started.inputReader(), said));
        process = started;
        questions = started.outputWriter();
        answers = said;
        if (!"ready".equals(answer())) throw new IllegalStateException("Balise did not start, see " + folder);
    }

    private static void listen(BufferedReader out, BlockingQueue<String> said) {
        try (out) {
            for (var line = out.readLine(); line != null; line = out.readLine())
                if (line.startsWith(MailCrashApp.MARK)) said.add(line.substring(MailCrashApp.MARK.length()));
        } catch (IOException killed) {
            // Its last line is cut off.
        } finally {
            said.add(GONE);
        }
    }

    /** @return null when Balise was killed before it answered */
    synchronized @Nullable String ask(String question) {
        try {
            if (questions == null) return null;
            questions.write(question + "\n");
            questions.flush();
            return answer();
        } catch (IOException killed) {
            return null;
        }
    }

    private @Nullable String answer() {
        try {
            var said = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (said == null) throw new IllegalStateException("Balise is silent, see " + folder);
            if (!said.equals(GONE)) return said;
            answers.add(GONE); // whoever asks next hears it too
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    void kill() throws InterruptedException {
        if (process != null) process.destroyForcibly().waitFor();
    }
}
