package fr.balise.portal.supervisor;

import fr.balise.portal.supervisor.Instance.MailPort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Postfix: mail from and to other operators, and from the programs of our own people. Its master is root; its parts are not. */
final class PostfixPart implements Part {
    private final Instance instance;
    private final Path program;

    PostfixPart(Instance instance, Path program) {
        this.instance = instance;
        this.program = program;
    }

    @Override
    public String name() {
        return "postfix";
    }

    @Override
    public String address() {
        return "127.0.0.1:" + instance.port(MailPort.MX);
    }

    @Override
    public Process start() throws IOException {
        if (control("status") == 0) control("stop"); // a master whose parent was killed
        return new ProcessBuilder(command("start-fg"))
                .directory(instance.postfixFolder().toFile())
                .redirectInput(new java.io.File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(instance.postfixFolder()
                        .resolve("log")
                        .resolve("postfix.out")
                        .toFile()))
                .start();
    }

    @Override
    public boolean ready() {
        return Banner.of(instance.port(MailPort.MX)).startsWith("220")
                && Banner.of(instance.port(MailPort.SUBMISSION)).startsWith("220");
    }

    /** Not by a signal: that would end the shell around the master alone. */
    @Override
    public void end(ProcessHandle process) {
        try {
            control("stop");
        } catch (IOException e) {
            process.destroy();
        }
    }

    private int control(String verb) throws IOException {
        try {
            return Shell.status(command(verb).toArray(String[]::new));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private List<String> command(String verb) {
        return List.of(
                program.toString(),
                "-c",
                instance.postfixFolder().resolve("etc").toString(),
                verb);
    }

    @Override
    public Duration patience() {
        return Duration.ofMinutes(1);
    }
}
