package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Short programs run to their end. */
final class Shell {
    private Shell() {}

    static int status(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        return process.waitFor();
    }

    /** @throws Failure with what the program printed last, when it did not end well */
    static void run(String... command) throws IOException, InterruptedException {
        run(Arrays.asList(command));
    }

    static void run(List<String> command) throws IOException, InterruptedException {
        var printed = new StringBuilder();
        if (finish(command, Map.of(), printed) != 0) throw new Failure(program(command) + " failed: " + printed);
    }

    /** A program of Balise: its last line is the sentence for the person. */
    static void runProgram(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        var printed = new StringBuilder();
        if (finish(command, environment, printed) != 0)
            throw new Failure(printed.substring(printed.lastIndexOf("\n") + 1));
    }

    /** What a program prints. @throws Failure when it did not end well */
    static String line(String... command) throws IOException, InterruptedException {
        var printed = new StringBuilder();
        if (finish(Arrays.asList(command), Map.of(), printed) != 0)
            throw new Failure(program(Arrays.asList(command)) + " failed: " + printed);
        return printed.toString();
    }

    private static int finish(List<String> command, Map<String, String> environment, StringBuilder printed)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        printed.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        return process.waitFor();
    }

    /** What changes a file into this text, as {@code diff -u} tells it; empty where they are the same. A missing file is an empty one. */
    static String difference(java.nio.file.Path file, String text) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        "diff",
                        "-u",
                        "-N",
                        "--label",
                        file.toString(),
                        "--label",
                        "as Balise writes it",
                        file.toString(),
                        "-")
                .redirectErrorStream(true)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        }
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() > 1) throw new Failure("diff failed: " + printed);
        return printed;
    }

    private static String program(List<String> command) {
        return String.join(" ", command.subList(0, Math.min(command.size(), 12)));
    }
}
