package fr.balise.identity.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import fr.balise.identity.login.IdentitySettings.Provider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.client.ResourceAccessException;

/** The client certificate that the trust space of Pro Santé Connect asks for [RFC8705 2]. */
@NullUnmarked
class MutualTlsTests {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    HttpsServer server;
    KeyStore ours;
    KeyStore theirs;

    @BeforeEach
    void start() throws Exception {
        ours = keyStore("client");
        theirs = keyStore("server");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(bundle(theirs, trusting(ours)).createSslContext()) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        var strict = getSSLContext().getDefaultSSLParameters();
                        strict.setNeedClientAuth(true);
                        parameters.setSSLParameters(strict);
                    }
                });
        server.createContext("/token", http -> {
            var name = ((HttpsExchange) http)
                    .getSSLSession()
                    .getPeerPrincipal()
                    .getName()
                    .getBytes();
            http.sendResponseHeaders(200, name.length);
            http.getResponseBody().write(name);
            http.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theTokenAddressSeesOurCertificate() throws Exception {
        var bundles = new DefaultSslBundleRegistry("psc", bundle(ours, trusting(theirs)));
        assertThat(call(bundles)).isEqualTo("CN=client");
    }

    @Test
    void aTokenIsAskedAboutWithOurCertificate() throws Exception {
        var answered = new java.util.concurrent.atomic.AtomicReference<String>();
        server.createContext("/introspect", http -> {
            var form = new String(http.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            answered.set(
                    ((HttpsExchange) http).getSSLSession().getPeerPrincipal().getName() + " " + form + " "
                            + http.getRequestHeaders().getFirst("Authorization"));
            http.getResponseHeaders().set("Content-Type", "application/json");
            http.sendResponseHeaders(200, 16);
            http.getResponseBody().write("{\"active\":false}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            http.close();
        });
        var base = "https://127.0.0.1:" + server.getAddress().getPort();
        var settings = new Provider(
                true,
                "",
                "balise",
                "",
                "psc",
                base,
                base,
                base,
                base,
                null,
                base,
                null,
                null,
                java.net.URI.create(base + "/introspect"),
                "");
        var beans = new org.springframework.beans.factory.support.StaticListableBeanFactory();
        var bundles = new DefaultSslBundleRegistry("psc", bundle(ours, trusting(theirs)));
        beans.addBean("psc", new ConfiguredProvider("psc", settings, true, null, bundles));
        var tokens = new Introspection(
                new Registrations(beans.getBeanProvider(OpenIdProvider.class)), java.time.Clock.systemUTC());
        assertThat(tokens.read("a-token-with-a-certificate"))
                .isEqualTo(new fr.balise.identity.BearerTokens.Reading.Refused("not-active"));
        assertThat(answered.get())
                .startsWith("CN=client token=a-token-with-a-certificate&")
                .contains("client_id=balise")
                .endsWith(" null");
    }

    @Test
    void withoutTheCertificateNobodyAnswers() throws Exception {
        var bundles = new DefaultSslBundleRegistry("psc", bundle(null, trusting(theirs)));
        assertThatThrownBy(() -> call(bundles)).isInstanceOf(ResourceAccessException.class);
    }

    @Test
    void aServerThatIsNotTrustedHearsNothing() throws Exception {
        var bundles = new DefaultSslBundleRegistry("psc", bundle(ours, trusting(ours)));
        assertThatThrownBy(() -> call(bundles)).isInstanceOf(ResourceAccessException.class);
    }

    private String call(DefaultSslBundleRegistry bundles) {
        var address = "https://127.0.0.1:" + server.getAddress().getPort() + "/token";
        var settings = new Provider(
                true,
                "",
                "balise",
                "",
                "psc",
                "https://x.test/auth",
                address,
                address,
                address,
                null,
                "https://x.test",
                null,
                null,
                null,
                "");
        var provider = new ConfiguredProvider("psc", settings, true, null, bundles);
        assertThat(provider.registration().getClientAuthenticationMethod()).isEqualTo(ClientAuthenticationMethod.NONE);
        return provider.calls().build().get().uri(address).retrieve().body(String.class);
    }

    private static SslBundle bundle(KeyStore keys, KeyStore trust) {
        return SslBundle.of(SslStoreBundle.of(keys, PASSWORD, trust));
    }

    private static KeyStore trusting(KeyStore keys) throws Exception {
        var trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("it", keys.getCertificate("it"));
        return trust;
    }

    private KeyStore keyStore(String name) throws Exception {
        var file = folder.resolve(name + ".p12").toFile();
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.getPath())
                .inheritIO()
                .start();
        if (made.waitFor() != 0) throw new IOException("keytool failed");
        return KeyStore.getInstance(file, PASSWORD.toCharArray());
    }
}
