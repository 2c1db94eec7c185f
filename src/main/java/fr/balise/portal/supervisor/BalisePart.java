package fr.balise.portal.supervisor;

import fr.balise.portal.supervisor.Instance.MailPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Balise itself. */
final class BalisePart implements Part {
    private final Instance instance;
    private final Account account;
    private final boolean embeddedDatabase;

    BalisePart(Instance instance, Account account, boolean embeddedDatabase) {
        this.instance = instance;
        this.account = account;
        this.embeddedDatabase = embeddedDatabase;
    }

    @Override
    public String name() {
        return "balise";
    }

    @Override
    public String address() {
        return instance.portal();
    }

    @Override
    public Process start() throws IOException {
        var command = new ArrayList<>(Java.program());
        command.addAll(ApplicationFlags.ALL);
        command.addAll(List.of("-cp", instance.app().resolve("balise.jar").toString(), "fr.balise.Balise"));
        command.add("--balise.data=" + instance.data());
        command.add("--server.port=" + instance.portalPort());
        if (instance.kind() == Instance.Kind.DEMO) command.add("--spring.profiles.active=demo");
        if (embeddedDatabase)
            command.add("--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + instance.postgresqlPort() + "/balise");
        command.add("--spring.config.additional-location=optional:file:"
                + instance.app().resolve("config") + "/");
        var owner = EngineOwner.of(instance);
        if (owner == EngineOwner.SYSTEM || EngineProgram.dovecot().isPresent()) engine(owner, command);
        command.addAll(instance.extra());
        return Launch.logged(account, command, instance.data(), instance.logs().resolve("balise.out"));
    }

    private void engine(EngineOwner owner, List<String> command) {
        command.add("--balise.mailstore.enabled=true");
        command.add("--balise.mailstore.engine-port=" + owner.port(instance, MailPort.ENGINE));
        command.add("--balise.gateway.policy-port=" + owner.port(instance, MailPort.POLICY));
        command.add("--balise.gateway.heads-port=" + owner.port(instance, MailPort.HEADS));
        command.add("--balise.outbox.smtp-port=" + owner.port(instance, MailPort.REINJECTION));
        command.add("--balise.mailstore.imap-port=" + owner.port(instance, MailPort.IMAP));
        command.add("--balise.mailbox.access.imap-port=" + owner.port(instance, MailPort.IMAPS));
        command.add("--balise.mailbox.access.submission-port=" + owner.port(instance, MailPort.SUBMISSION));
        command.add("--balise.mailbox.access.sieve-port=" + owner.port(instance, MailPort.SIEVE));
        command.add("--balise.mailstore.doveadm-port=" + owner.port(instance, MailPort.DOVEADM));
    }

    @Override
    public boolean ready() {
        var request = HttpRequest.newBuilder(URI.create(instance.portal() + "/actuator/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void end(ProcessHandle process) {
        process.destroy();
    }

    @Override
    public Duration patience() {
        return Duration.ofMinutes(5);
    }
}
