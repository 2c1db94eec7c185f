package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The embedded PostgreSQL: durable, loopback only, with passwords. */
final class PostgresPart implements Part {
    private static final int READY_LINE = 7;

    private final Instance instance;
    private final Account account;
    private volatile long started;

    PostgresPart(Instance instance, Account account) {
        this.instance = instance;
        this.account = account;
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public String address() {
        return "127.0.0.1:" + instance.postgresqlPort();
    }

    @Override
    public Process start() throws IOException {
        var command = new ArrayList<String>();
        command.add(PostgresCluster.program(instance.data(), "postgres").toString());
        command.addAll(List.of("-D", PostgresCluster.folder(instance.data()).toString()));
        command.addAll(List.of("-p", Integer.toString(instance.postgresqlPort())));
        PostgresSettings.ALL.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        var process =
                Launch.logged(account, command, instance.data(), instance.logs().resolve("postgresql.out"));
        started = process.pid();
        return process;
    }

    /** By the file that the server itself keeps; a file that another left behind, after a power failure, tells nothing. */
    @Override
    public boolean ready() {
        try {
            var lines = Files.readAllLines(pidFile());
            return lines.size() > READY_LINE
                    && lines.getFirst().strip().equals(Long.toString(started))
                    && lines.get(READY_LINE).startsWith("ready");
        } catch (IOException notYet) {
            return false;
        }
    }

    private Path pidFile() {
        return PostgresCluster.folder(instance.data()).resolve("postmaster.pid");
    }

    /** SIGINT: sessions are ended, what they had not committed is undone, and the next start needs no recovery. */
    @Override
    public void end(ProcessHandle process) {
        try {
            Shell.status("kill", "-INT", Long.toString(process.pid()));
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Duration patience() {
        return Duration.ofMinutes(2);
    }
}
