package fr.balise.record.way;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * FHIR R4: one transaction with a DocumentReference and a Binary, after IHE MHD. With a token, with a name and a password, or with a
 * client certificate. SECURITY: no redirect is followed; without TLS only where the settings name the address as {@code http://}.
 */
@Component
class FhirWay implements Way {
    private static final int LARGEST_DOCUMENT = 30 << 20;
    private static final long LARGEST_ANSWER = 1 << 20;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final String JSON = "application/fhir+json";

    private final Line line;

    FhirWay(Line line) {
        this.line = line;
    }

    @Override
    public Software.Kind kind() {
        return Software.Kind.FHIR;
    }

    @Override
    public Answer hand(Software software, Parcel parcel) throws NotNow {
        if (parcel.document().octets().length > LARGEST_DOCUMENT) return new Answer.Refused(Answer.Why.SIZE, "");
        if (parcel.patient().ids().isEmpty()) return new Answer.Refused(Answer.Why.PATIENT, "");
        var context = FhirContext.forR4Cached();
        try (var calls = new Calls(software)) {
            // Software that kept it and died before it answered would make a second Binary of the same octets.
            var asked = calls.send(calls.to("DocumentReference?"
                            + DocumentBundle.query(parcel.token())
                                    .replace("|", "%7C")
                                    .replace(" ", "%20"))
                    .GET());
            var there = FhirReply.found(asked.statusCode(), asked.body(), parcel.token(), context);
            if (there != null) return new Answer.Accepted(there);
            var body = context.newJsonParser().encodeResourceToString(DocumentBundle.of(parcel));
            var answered = calls.send(calls.to("").header("Content-Type", JSON).POST(BodyPublishers.ofString(body)));
            return FhirReply.read(answered.statusCode(), answered.body(), context);
        }
    }

    @Override
    public void reach(Software software) throws NotNow {
        try (var calls = new Calls(software)) {
            var answered = calls.send(calls.to("metadata").GET());
            switch (answered.statusCode()) {
                case 200 -> {}
                case 401, 403 -> throw new NotNow(NotNow.Why.CREDENTIAL, null);
                default -> throw new NotNow(NotNow.Why.SENSELESS, null);
            }
        }
    }

    /** What is said to one server for one document. */
    private final class Calls implements AutoCloseable {
        private final Software software;
        private final HttpClient client;

        Calls(Software software) throws NotNow {
            this.software = software;
            client = HttpClient.newBuilder()
                    .sslContext(line.context(software))
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
        }

        HttpRequest.Builder to(String below) {
            var base = software.address().toString().replaceAll("/+$", "");
            var request = HttpRequest.newBuilder(URI.create(below.isEmpty() ? base : base + "/" + below))
                    .timeout(line.timeout())
                    .header("Accept", JSON);
            var secret = software.secret();
            if (secret.isEmpty() || ClientIdentity.isMeant(secret)) return request;
            return request.header(
                    "Authorization",
                    software.login().isEmpty()
                            ? "Bearer " + secret
                            : "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString((software.login() + ":" + secret)
                                                    .getBytes(StandardCharsets.UTF_8)));
        }

        /** Whole, and within the time of one answer: software that drips octets is as good as silent. */
        HttpResponse<String> send(HttpRequest.Builder request) throws NotNow {
            var going = client.sendAsync(
                    request.build(),
                    BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LARGEST_ANSWER));
            try {
                return going.get(line.timeout().toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException failed) {
                throw why(failed.getCause());
            } catch (TimeoutException silent) {
                throw new NotNow(NotNow.Why.UNREACHABLE, silent);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new NotNow(NotNow.Why.UNREACHABLE, stopped);
            } finally {
                going.cancel(true);
            }
        }

        @Override
        public void close() {
            client.shutdownNow();
        }
    }

    private static NotNow why(@Nullable Throwable failed) {
        if (failed instanceof SSLException untrusted) return Line.why(untrusted);
        return new NotNow(NotNow.Why.UNREACHABLE, failed instanceof IOException ? failed : null);
    }
}
