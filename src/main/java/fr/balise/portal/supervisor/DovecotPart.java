package fr.balise.portal.supervisor;

import fr.balise.portal.supervisor.Instance.MailPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Dovecot: the mailboxes, IMAP, LMTP, filters, and the logins of Postfix. Runs whole as the unprivileged user. */
final class DovecotPart implements Part {
    private final Instance instance;
    private final Account account;
    private final Path program;

    DovecotPart(Instance instance, Account account, Path program) {
        this.instance = instance;
        this.account = account;
        this.program = program;
    }

    @Override
    public String name() {
        return "dovecot";
    }

    @Override
    public String address() {
        return "127.0.0.1:" + instance.port(MailPort.IMAP);
    }

    @Override
    public Process start() throws IOException {
        // A master that was killed leaves its number behind, and workers that end once their clients do.
        Files.deleteIfExists(EngineValues.sockets(instance).resolve("master.pid"));
        var command = List.of(
                program.toString(),
                "-F",
                "-c",
                instance.dovecotFolder().resolve("dovecot.conf").toString());
        return Launch.logged(account, command, instance.data(), instance.logs().resolve("dovecot.out"));
    }

    @Override
    public boolean ready() {
        return Banner.of(instance.port(MailPort.LMTP)).startsWith("220")
                && Banner.of(instance.port(MailPort.IMAP)).startsWith("* OK");
    }

    @Override
    public void end(ProcessHandle process) {
        process.destroy();
    }

    @Override
    public Duration patience() {
        return Duration.ofMinutes(1);
    }
}
