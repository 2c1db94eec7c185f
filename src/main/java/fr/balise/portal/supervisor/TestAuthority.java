package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An authority of this instance's own, for tests and demos: {@code ca.pem}, a certificate for the mail servers, one for a peer operator.
 * The space of trust issues the real ones. Made beside and renamed: a crash leaves none or all.
 */
final class TestAuthority {
    private static final String DAYS = "1825";

    private final Path folder;

    TestAuthority(Path folder) {
        this.folder = folder;
    }

    void makeIfMissing(String hostname) throws IOException, InterruptedException {
        if (Files.exists(folder)) return;
        var fresh = folder.resolveSibling(folder.getFileName() + ".new");
        Folders.delete(fresh);
        Files.createDirectories(fresh);
        Shell.run(List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                DAYS,
                "-subj",
                "/O=Balise/CN=Balise test authority",
                "-addext",
                "basicConstraints=critical,CA:TRUE",
                "-addext",
                "keyUsage=critical,keyCertSign,cRLSign",
                "-keyout",
                fresh.resolve("ca.key").toString(),
                "-out",
                fresh.resolve("ca.pem").toString()));
        issue(fresh, "server", hostname);
        issue(fresh, "peer", "mx.peer-demo.mssante.fr");
        Files.move(fresh, folder);
    }

    private static void issue(Path folder, String file, String name) throws IOException, InterruptedException {
        var request = folder.resolve(file + ".csr");
        var extensions = folder.resolve(file + ".ext");
        Files.writeString(
                extensions,
                "subjectAltName=DNS:" + name + ",DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n");
        Shell.run(List.of(
                "openssl",
                "req",
                "-new",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/O=Balise/CN=" + name,
                "-keyout",
                folder.resolve(file + ".key").toString(),
                "-out",
                request.toString()));
        Shell.run(List.of(
                "openssl",
                "x509",
                "-req",
                "-in",
                request.toString(),
                "-CA",
                folder.resolve("ca.pem").toString(),
                "-CAkey",
                folder.resolve("ca.key").toString(),
                "-CAcreateserial",
                "-days",
                DAYS,
                "-extfile",
                extensions.toString(),
                "-out",
                folder.resolve(file + ".pem").toString()));
        Files.delete(request);
        Files.delete(extensions);
    }
}
