package fr.balise.portal.supervisor;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * One installation of Balise on this machine.
 *
 * @param home where Balise stands: {@code target/app}, {@code config/}
 * @param data everything that the instance keeps; absolute
 * @param offset added to every port, so that several instances run side by side
 * @param extra settings from the command line, as {@code --name=value}
 */
public record Instance(Kind kind, Path home, Path data, int offset, List<String> extra) {

    private static final int PORTAL = 8080;
    private static final int POSTGRESQL = 5433;

    /** The ports of the mail servers; those from 12424 on are for this machine's own programs. */
    public enum MailPort {
        MX(2525, 25),
        SUBMISSION(2587, 587),
        IMAP(2143, 143),
        IMAPS(2993, 993),
        SIEVE(24190, 4190),
        POLICY(2599),
        LMTP(12424),
        DOVEADM(12425),
        SASL(12426),
        QUOTA(12427),
        ENGINE(12428),
        REINJECTION(12429),
        HEADS(12431);

        private final int base;
        private final int standard;

        MailPort(int base, int standard) {
            this.base = base;
            this.standard = standard;
        }

        MailPort(int base) {
            this(base, base);
        }
    }

    public enum Kind {
        DEMO,
        MAIN;

        /** The word of folders, profiles and {@code status --json}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Instance {
        home = home.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
        extra = List.copyOf(extra);
    }

    public int portalPort() {
        return PORTAL + offset;
    }

    public int postgresqlPort() {
        return POSTGRESQL + offset;
    }

    public int port(MailPort port) {
        return port.base + offset;
    }

    /** Where the system's own servers answer: the ports that programs and other operators expect. */
    public int standardPort(MailPort port) {
        return port.standard + offset;
    }

    public String portal() {
        return "http://127.0.0.1:" + portalPort();
    }

    public Path app() {
        return data.resolve("app");
    }

    /** Where Dovecot's configuration stands. */
    public Path dovecotFolder() {
        return data.resolve("engine").resolve("dovecot");
    }

    /** Root's own, inside a folder that the unprivileged user may not change: what Postfix reads decides what root runs. */
    public Path postfixFolder() {
        return data.resolve("postfix");
    }

    public Path certificates() {
        return data.resolve("certs");
    }

    public Path logs() {
        return data.resolve("logs");
    }

    /** Where the supervisor notes what it started: out of reach of the parts when it is root. */
    public Path runFolder() {
        return Account.isRoot()
                ? Path.of("/run/balise")
                        .resolve(HexFormat.of().toHexDigits(data.toString().hashCode()))
                : data.resolve("run");
    }
}
