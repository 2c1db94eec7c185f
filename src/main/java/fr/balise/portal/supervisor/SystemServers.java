package fr.balise.portal.supervisor;

import fr.balise.portal.supervisor.Instance.MailPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The system's Postfix and Dovecot, as an instance that works with them sees them: they answer, or they do not. */
public final class SystemServers {
    private static final String DOVECOT = "dovecot";
    private static final String POSTFIX = "postfix";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Instance instance;

    private SystemServers(Instance instance) {
        this.instance = instance;
    }

    /** Empty where the servers are the instance's own. */
    public static Optional<SystemServers> of(Instance instance) throws IOException {
        return EngineOwner.of(instance) == EngineOwner.SYSTEM
                ? Optional.of(new SystemServers(instance))
                : Optional.empty();
    }

    /** For {@code status}: no process of ours, and a state that is asked for each time. */
    List<Ledger.Entry> entries() {
        return Stream.of(DOVECOT, POSTFIX)
                .map(name -> new Ledger.Entry(name, Ledger.SYSTEM, address(name), null))
                .toList();
    }

    private String address(String name) {
        return "127.0.0.1:" + instance.standardPort(name.equals(DOVECOT) ? MailPort.IMAP : MailPort.MX);
    }

    /** What {@code status} says: {@code up}, {@code down}, or {@code other settings} for servers that run without what Balise rendered. */
    public String state(String name) throws IOException, InterruptedException {
        return name.equals(DOVECOT) ? dovecot() : postfix();
    }

    /** @throws Failure while one of them answers: what they read and write must not be exchanged under them */
    public void refuseWhileTheyRun() {
        if (answers(MailPort.LMTP, "220") || answers(MailPort.IMAP, "* OK") || answers(MailPort.MX, "220"))
            throw new Failure(
                    "the system's mail servers are running; stop them first with systemctl stop postfix dovecot.");
    }

    private String dovecot() throws IOException, InterruptedException {
        if (!answers(MailPort.IMAP, "* OK")) return "down";
        return answers(MailPort.LMTP, "220") && knowsUs() ? "up" : "other settings";
    }

    private String postfix() {
        if (!answers(MailPort.MX, "220")) return "down";
        return answers(MailPort.SUBMISSION, "220") && answers(MailPort.REINJECTION, "220") ? "up" : "other settings";
    }

    private boolean answers(MailPort port, String greeting) {
        return Banner.of(instance.standardPort(port)).startsWith(greeting);
    }

    /** Whether Dovecot's administration takes our key. Whoever may not read the key learns less, and is not told of a fault. */
    private boolean knowsUs() throws IOException, InterruptedException {
        var secrets = new SecretFiles(instance.data());
        if (!Files.isReadable(secrets.place(EngineSecrets.DOVEADM_KEY))) return true;
        var key = Base64.getEncoder()
                .encodeToString(secrets.named(EngineSecrets.DOVEADM_KEY).getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + instance.standardPort(MailPort.DOVEADM) + "/doveadm/v1"))
                .timeout(PATIENCE)
                .header("Authorization", "X-Dovecot-API " + key)
                .build();
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException noAnswer) {
            return false;
        }
    }
}
