package fr.balise.record.way;

import fr.balise.record.way.Dropping.Fate.Accepted;
import fr.balise.record.way.Dropping.Fate.Collected;
import fr.balise.record.way.Dropping.Fate.Refused;
import fr.balise.record.way.Dropping.Fate.Waiting;
import jakarta.annotation.PreDestroy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Into a folder of another machine over SFTP, with the same files and answers as a folder of this one. SECURITY: the key of the server is
 * pinned, nothing is said to any other; neither keys nor settings of this machine's users are read; no agent, no forwarding.
 */
@Component
class SftpWay implements Dropping {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final AttributeKey<Pin> PINNED = new AttributeKey<>();

    private final Line line;
    private @Nullable SshClient client;

    SftpWay(Line line) {
        this.line = line;
    }

    @Override
    public Software.Kind kind() {
        return Software.Kind.SFTP;
    }

    @Override
    public Answer hand(Software software, Parcel parcel) throws NotNow {
        return in(software, place -> {
            // A refusal of the last time is no answer to this one.
            place.remove(Dropping.name(parcel.token(), "ko"));
            place.put(Dropping.name(parcel), parcel.document().octets());
            place.put(Dropping.name(parcel.token(), "json"), SideFile.of(parcel));
            return new Answer.Laid(parcel.document().ending());
        });
    }

    @Override
    public void reach(Software software) throws NotNow {
        var isFolder = in(software, Place::isFolder);
        if (!isFolder) throw new NotNow(NotNow.Why.FOLDER, null);
    }

    @Override
    public Fate fate(Software software, UUID token, String ending) throws NotNow {
        return fates(software, Map.of(token, ending)).getOrDefault(token, new Waiting());
    }

    /** One connection and one listing for all of them. */
    @Override
    public Map<UUID, Fate> fates(Software software, Map<UUID, String> endings) throws NotNow {
        return in(software, place -> {
            var files = place.files();
            var fates = new HashMap<UUID, Fate>();
            for (var one : endings.entrySet()) fates.put(one.getKey(), fate(software, place, files, one));
            return fates;
        });
    }

    private static Fate fate(Software software, Place place, Set<String> files, Map.Entry<UUID, String> one)
            throws IOException {
        var ok = Dropping.name(one.getKey(), "ok");
        var ko = Dropping.name(one.getKey(), "ko");
        if (software.answers() && files.contains(ok)) return new Accepted(place.said(ok));
        if (software.answers() && files.contains(ko)) return new Refused(place.said(ko));
        return files.contains(Dropping.name(one.getKey(), one.getValue())) ? new Waiting() : new Collected();
    }

    private interface Act<T> {
        T in(Place place) throws IOException;
    }

    private <T> T in(Software software, Act<T> act) throws NotNow {
        try (var session = open(software);
                var sftp = SftpClientFactory.instance().createSftpClient(session)) {
            AbstractSftpClient.SFTP_CLIENT_CMD_TIMEOUT.set(sftp.getSession(), line.timeout());
            return act.in(new Place(sftp, folder(software)));
        } catch (NotNow known) {
            throw known;
        } catch (SftpException refused) {
            throw new NotNow(NotNow.Why.FOLDER, refused);
        } catch (IOException | RuntimeException down) {
            throw new NotNow(NotNow.Why.UNREACHABLE, down);
        }
    }

    private static String folder(Software software) {
        var path = software.address().getPath();
        return path == null || path.isEmpty() ? "." : path;
    }

    /** The key that is expected, and whether another one was shown. */
    private record Pin(String fingerprint, AtomicBoolean stranger) {
        boolean takes(PublicKey key) {
            boolean ours = fingerprint.replace("=", "").equals(KeyUtils.getFingerPrint(BuiltinDigests.sha256, key));
            if (!ours) stranger.set(true);
            return ours;
        }
    }

    private ClientSession open(Software software) throws IOException {
        var pin = new Pin(software.hostKey(), new AtomicBoolean());
        var session = started()
                .connect(
                        software.login(),
                        software.address().getHost(),
                        Allowed.port(software.address()),
                        AttributeRepository.ofKeyValuePair(PINNED, pin),
                        null)
                .verify(CONNECT)
                .getClientSession();
        try {
            identify(session, software.secret());
            session.auth().verify(line.timeout());
            return session;
        } catch (NotNow known) {
            session.close(true);
            throw known;
        } catch (IOException | RuntimeException refused) {
            session.close(true);
            throw new NotNow(why(pin, refused), refused);
        }
    }

    private static NotNow.Why why(Pin pin, Exception refused) {
        if (pin.stranger().get()) return NotNow.Why.NOT_TRUSTED;
        var words = refused.getMessage() == null ? "" : refused.getMessage();
        return refused instanceof SshException && words.contains("No more authentication methods")
                ? NotNow.Why.CREDENTIAL
                : NotNow.Why.UNREACHABLE;
    }

    /** A private key where the secret is one, else a password. */
    private static void identify(ClientSession session, String secret) throws IOException {
        if (!ClientIdentity.isMeant(secret)) {
            session.addPasswordIdentity(secret);
            return;
        }
        try {
            var keys = SecurityUtils.loadKeyPairIdentities(
                    null,
                    NamedResource.ofName("balise"),
                    new ByteArrayInputStream((secret.strip() + "\n").getBytes(StandardCharsets.US_ASCII)),
                    FilePasswordProvider.EMPTY);
            if (keys == null) throw new IOException("no key");
            keys.forEach(session::addPublicKeyIdentity);
        } catch (GeneralSecurityException | IOException | RuntimeException unreadable) {
            throw new NotNow(NotNow.Why.CREDENTIAL, unreadable);
        }
    }

    private synchronized SshClient started() {
        if (client != null) return client;
        var fresh = SshClient.setUpDefaultClient();
        fresh.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        fresh.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        fresh.setAgentFactory(null);
        fresh.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE, UserAuthPasswordFactory.INSTANCE));
        fresh.setServerKeyVerifier((session, _, key) -> {
            var context = session.getConnectionContext();
            var pin = context == null ? null : context.getAttribute(PINNED);
            return pin != null && pin.takes(key);
        });
        fresh.start();
        client = fresh;
        return fresh;
    }

    @PreDestroy
    synchronized void stop() {
        if (client != null) client.stop();
        client = null;
    }

    /** The folder of the other machine. */
    private record Place(SftpClient sftp, String folder) {
        private String at(String name) {
            return folder.endsWith("/") ? folder + name : folder + "/" + name;
        }

        boolean isFolder() throws IOException {
            return sftp.stat(folder).isDirectory();
        }

        void remove(String name) throws IOException {
            try {
                sftp.remove(at(name));
            } catch (SftpException none) {
                if (none.getStatus() != SftpConstants.SSH_FX_NO_SUCH_FILE) throw none;
            }
        }

        /** Whole before it has its name. Servers rename onto nothing that is there: the old one goes first. */
        void put(String name, byte[] octets) throws IOException {
            var part = at("." + name + ".part");
            try (var out = sftp.write(part, OpenMode.Create, OpenMode.Truncate, OpenMode.Write)) {
                out.write(octets);
            }
            if (sftp.stat(part).getSize() != octets.length) throw new NotNow(NotNow.Why.FOLDER, null);
            remove(name);
            sftp.rename(part, at(name));
        }

        /** Names of regular files: a link is none. */
        Set<String> files() throws IOException {
            var names = new HashSet<String>();
            for (var entry : sftp.readDir(folder))
                if (entry.getAttributes().isRegularFile()) names.add(entry.getFilename());
            return names;
        }

        String said(String name) throws IOException {
            try (var in = sftp.read(at(name))) {
                return new String(in.readNBytes(FolderWay.LONGEST_ANSWER), StandardCharsets.UTF_8).strip();
            }
        }
    }
}
