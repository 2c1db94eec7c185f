package fr.balise.portal.cli;

import fr.balise.portal.supervisor.Failure;
import fr.balise.portal.supervisor.Instance;
import fr.balise.portal.supervisor.Instance.Kind;
import fr.balise.portal.supervisor.Ledger;
import fr.balise.portal.supervisor.Supervisor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code demo} and {@code up}: in the foreground this process is the supervisor; with {@code --detach} it starts one and waits. */
final class StartCommand {
    private final Places places;
    private final Kind kind;

    StartCommand(Places places, Kind kind) {
        this.places = places;
        this.kind = kind;
    }

    int run(Arguments arguments) throws IOException, InterruptedException {
        arguments.exactly(0, kind == Kind.DEMO ? "demo [--detach]" : "up [--detach]");
        var instance = places.toStart(kind, arguments);
        if (arguments.has("detach")) return detach(instance);
        return supervise(instance, true);
    }

    /** The supervisor of a detached instance: {@code supervise KIND}. */
    int supervise(Arguments arguments) throws IOException, InterruptedException {
        var word = arguments.exactly(1, "supervise demo|main").getFirst();
        var started = word.equals(Kind.DEMO.word()) ? Kind.DEMO : Kind.MAIN;
        return supervise(places.toStart(started, arguments), false);
    }

    private static int supervise(Instance instance, boolean foreground) throws IOException, InterruptedException {
        var supervisor = new Supervisor(instance, line -> System.err.println("balise: " + line));
        var ending = new Thread(supervisor::stop, "ending");
        Runtime.getRuntime().addShutdownHook(ending);
        supervisor.start();
        if (foreground) {
            Welcome.print(instance);
            System.out.println("Ctrl-C stops it.");
        }
        supervisor.keep();
        return 0;
    }

    private static int detach(Instance instance) throws IOException, InterruptedException {
        var running = new Ledger(instance).read().filter(Ledger.Page::supervised);
        if (running.isPresent()) {
            System.err.println("balise: running already");
            Welcome.print(instance);
            return 0;
        }
        var log = Files.createTempFile("balise-start", ".log");
        try {
            var process = new ProcessBuilder(command(instance))
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            await(instance, process, log);
        } finally {
            Files.deleteIfExists(log);
        }
        Welcome.print(instance);
        return 0;
    }

    private static List<String> command(Instance instance) {
        var command = new ArrayList<String>(List.of("setsid"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx96m"));
        command.add("-Dbalise.home=" + instance.home());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(
                "supervise", instance.kind().word(), "--data", instance.data().toString()));
        command.addAll(List.of("--port-offset", Integer.toString(instance.offset())));
        if (!instance.extra().isEmpty()) command.add("--insecure-demo-login");
        return command;
    }

    private static void await(Instance instance, Process process, Path log) throws IOException, InterruptedException {
        int shown = 0;
        while (process.isAlive()) {
            var lines = Files.readAllLines(log);
            for (; shown < lines.size(); shown++) System.err.println(lines.get(shown));
            var page = new Ledger(instance).read();
            if (page.isPresent() && page.get().supervised() && allUp(page.get())) return;
            Thread.sleep(200);
        }
        var lines = Files.readAllLines(log);
        var last = lines.isEmpty() ? "it printed nothing" : lines.getLast().replaceFirst("^balise: ", "");
        throw new Failure("the start failed: " + last);
    }

    private static boolean allUp(Ledger.Page page) {
        return page.parts().stream().anyMatch(part -> part.name().equals("balise"))
                && page.parts().stream()
                        .allMatch(part ->
                                Set.of("up", Ledger.NEEDS_ROOT, Ledger.SYSTEM).contains(part.state()));
    }
}
