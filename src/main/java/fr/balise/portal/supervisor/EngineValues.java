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

    private static final String EVERYWHERE = "0.0.0.0";
    private static final String LOOPBACK = "127.0.0.1";

    private final Instance instance;
    private final Account account;
    private final EngineOwner owner;
    private final EnginePlaces places;
    private final SecretFiles secrets;

    private EngineValues(Instance instance, Account account, EngineOwner owner, EnginePlaces places) {
        this.instance = instance;
        this.account = account;
        this.owner = owner;
        this.places = places;
        this.secrets = new SecretFiles(instance.data());
    }

    /** @param sockets where Dovecot's sockets are, by {@link #sockets} of the supervisor */
    static EngineValues own(Instance instance, Account account, Path sockets) {
        return new EngineValues(instance, account, EngineOwner.BALISE, EnginePlaces.own(instance, sockets));
    }

    static EngineValues system(Instance instance, Account account) throws IOException {
        return new EngineValues(instance, account, EngineOwner.SYSTEM, EnginePlaces.system(instance));
    }

    EngineOwner owner() {
        return owner;
    }

    EnginePlaces places() {
        return places;
    }

    Map<String, String> dovecot() throws IOException {
        var values = shared();
        values.put("dir", EngineFiles.plain(places.dovecot()));
        values.put("run", EngineFiles.plain(places.run()));
        values.put("state", EngineFiles.plain(places.dovecotState()));
        values.put("listen", reachableInside(listen()));
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
        values.put("dir", EngineFiles.plain(places.postfix()));
        values.put("queue", EngineFiles.plain(places.queue()));
        values.put("state", EngineFiles.plain(places.postfixState()));
        values.put("public", everywhere() ? "" : listen() + ":");
        values.put("interfaces", everywhere() ? "all" : reachableInside(listen()));
        values.put("postfixRole", EngineSecrets.POSTFIX_ROLE);
        values.put("postfixPassword", secrets.named(EngineSecrets.POSTFIX));
        values.put("messageBytes", Long.toString(LARGEST_MESSAGE));
        values.put("freeBytes", Long.toString(free()));
        return values;
    }

    /** Of the units of systemd and of the rotation of the logs. */
    Map<String, String> system() throws IOException {
        return Map.of(
                "home", EngineFiles.plain(instance.home()),
                "data", EngineFiles.plain(instance.data()),
                "log", EngineFiles.plain(places.log()),
                "logDays", Integer.toString(MailLogs.keptDays(instance)));
    }

    /** The address of this machine at which others reach the servers. */
    private String listen() throws IOException {
        if (owner == EngineOwner.BALISE) return LOOPBACK;
        var address = setting("balise.engine.listen", EVERYWHERE);
        if (!address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}"))
            throw new Failure(
                    "balise.engine.listen is an IPv4 address of this machine, or " + EVERYWHERE + " for all.");
        return address;
    }

    private boolean everywhere() throws IOException {
        return listen().equals(EVERYWHERE);
    }

    /** Balise itself comes by loopback. */
    private static String reachableInside(String listen) {
        return listen.equals(EVERYWHERE) || listen.equals(LOOPBACK) ? listen : LOOPBACK + " " + listen;
    }

    private Map<String, String> shared() throws IOException {
        var external = ExternalDatabase.url(instance.home());
        var database = external.map(DatabasePlace::of).orElseGet(() -> DatabasePlace.embedded(instance));
        var certificates = EngineFiles.plain(instance.certificates());
        var values = new HashMap<String, String>();
        values.put("name", "balise-" + instance.kind().word() + "-" + instance.offset());
        values.put("data", EngineFiles.plain(instance.data()));
        values.put("log", EngineFiles.plain(places.log()));
        values.put("hostname", hostname());
        values.put("cert", setting("balise.engine.certificate", certificates + "/server.pem"));
        values.put("key", setting("balise.engine.certificate-key", certificates + "/server.key"));
        values.put("ca", setting("balise.engine.authorities", certificates + "/ca.pem"));
        values.put("dbHost", database.host());
        values.put("dbPort", Integer.toString(database.port()));
        values.put("dbName", database.name());
        values.put("dbPatience", PATIENCE);
        for (var port : MailPort.values())
            values.put(port.name().toLowerCase(Locale.ROOT) + "Port", Integer.toString(owner.port(instance, port)));
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
