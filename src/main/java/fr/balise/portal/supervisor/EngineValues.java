package fr.balise.portal.supervisor;

import fr.balise.portal.supervisor.Instance.MailPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** What stands in the holes of the templates. */
final class EngineValues {
    /** 25 MB of attachments are 35 MB of mail. */
    private static final long LARGEST_MESSAGE = 40L << 20;

    /**
     * How long the mail servers wait for the database, in the words of libpq: 3 s for a connection, 5 for an answer of a server that
     * lives, 10 for a machine that does not even say that it heard, 45 to notice that one which nobody asks anything is gone.
     */
    private static final String PATIENCE = "connect_timeout=3 options=-cstatement_timeout=5s tcp_user_timeout=10000"
            + " keepalives_idle=30 keepalives_interval=5 keepalives_count=3";

    private final Instance instance;
    private final Account account;
    private final Path sockets;
    private final SecretFiles secrets;

    /** @param sockets where Dovecot's sockets are, by {@link #sockets} of the supervisor */
    EngineValues(Instance instance, Account account, Path sockets) {
        this.instance = instance;
        this.account = account;
        this.sockets = sockets;
        this.secrets = new SecretFiles(instance.data());
    }

    Map<String, String> dovecot() throws IOException {
        var values = shared();
        values.put("dir", EngineFiles.plain(instance.dovecotFolder()));
        values.put("run", sockets.toString());
        values.put("state", EngineFiles.plain(instance.data().resolve("engine").resolve("state")));
        values.put("user", account.name());
        values.put("group", account.group());
        values.put("dovecotRole", EngineSecrets.DOVECOT_ROLE);
        values.put("dovecotPassword", secrets.named(EngineSecrets.DOVECOT));
        values.put("engineUrl", "http://127.0.0.1:" + instance.port(MailPort.ENGINE) + "/engine");
        values.put("engineKey", secrets.named(EngineSecrets.ENGINE_KEY));
        values.put("doveadmKey", secrets.named(EngineSecrets.DOVEADM_KEY));
        values.put("postmaster", "postmaster@" + values.get("hostname"));
        return values;
    }

    Map<String, String> postfix() throws IOException {
        var values = shared();
        values.put("root", EngineFiles.plain(instance.postfixFolder()));
        values.put("dir", EngineFiles.plain(instance.postfixFolder().resolve("etc")));
        values.put("postfixRole", EngineSecrets.POSTFIX_ROLE);
        values.put("postfixPassword", secrets.named(EngineSecrets.POSTFIX));
        values.put("messageBytes", Long.toString(LARGEST_MESSAGE));
        values.put("freeBytes", Long.toString(free()));
        return values;
    }

    private Map<String, String> shared() throws IOException {
        var external = ExternalDatabase.url(instance.home());
        var database = external.map(DatabasePlace::of).orElseGet(() -> DatabasePlace.embedded(instance));
        var certificates = EngineFiles.plain(instance.certificates());
        var values = new HashMap<String, String>();
        values.put("name", "balise-" + instance.kind().word() + "-" + instance.offset());
        values.put("data", EngineFiles.plain(instance.data()));
        values.put("hostname", hostname());
        values.put("cert", setting("balise.engine.certificate", certificates + "/server.pem"));
        values.put("key", setting("balise.engine.certificate-key", certificates + "/server.key"));
        values.put("ca", setting("balise.engine.authorities", certificates + "/ca.pem"));
        values.put("dbHost", database.host());
        values.put("dbPort", Integer.toString(database.port()));
        values.put("dbName", database.name());
        values.put("dbPatience", PATIENCE);
        for (var port : MailPort.values())
            values.put(port.name().toLowerCase(Locale.ROOT) + "Port", Integer.toString(instance.port(port)));
        return values;
    }

    /** Of the disk with the queue: below it mail is refused for the time being (452), while what was taken still fits. */
    private long free() throws IOException {
        var text = setting("balise.engine.free-megabytes", "512");
        if (!text.matches("[0-9]{1,9}")) throw new Failure("balise.engine.free-megabytes is a number of megabytes");
        return Math.max(LARGEST_MESSAGE * 2, Long.parseLong(text) << 20);
    }

    /** The name under which other operators know this server. */
    String hostname() throws IOException {
        var name = setting("balise.engine.hostname", "mx.balise-demo.mssante.fr");
        if (!name.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?"))
            throw new Failure("balise.engine.hostname is not a host name");
        return name;
    }

    private String setting(String name, String standard) throws IOException {
        return Installation.setting(instance.home(), name).orElse(standard);
    }

    /** A short way to Dovecot's sockets, as the supervisor sees it: their paths may have 108 letters at most. */
    static Path sockets(Instance instance) {
        return Account.isRoot()
                ? instance.runFolder().resolve("dovecot")
                : Path.of(
                        "/tmp",
                        "balise-" + System.getProperty("user.name") + "-"
                                + HexFormat.of()
                                        .toHexDigits(instance.data().toString().hashCode()));
    }
}
