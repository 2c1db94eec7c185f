package fr.balise.directory.courier;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One server of the write API: calls at most so many times a second, reads what it can, and says why it cannot. */
final class FhirCalls {
    private static final Logger log = LoggerFactory.getLogger(FhirCalls.class);
    private static final String JSON = "application/fhir+json";

    /** A person with a hundred situations has some 200 KB. */
    private static final int LARGEST = 8 << 20;

    /** Whatever is asked for, after a day somebody should have looked. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final PublisherSettings settings;
    private final FhirContext fhir;
    private final InstantSource clock;
    private final HttpClient http;
    private long nextCall = System.nanoTime();

    FhirCalls(PublisherSettings settings, FhirContext fhir, InstantSource clock) {
        this.settings = settings;
        this.fhir = fhir;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .connectTimeout(settings.timeout())
                .followRedirects(HttpClient.Redirect.NEVER) // the key goes to one place
                .build();
    }

    /** A call that gave no answer to go on with. */
    static final class Ended extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Reply reply;
        private final int status;

        Ended(Reply reply, int status) {
            super(null, null, false, false);
            this.reply = reply;
            this.status = status;
        }

        Reply reply() {
            return reply;
        }

        /** 0 when nothing answered. */
        int status() {
            return status;
        }
    }

    /** @param etag as it was sent; null when the server has none */
    record Answer(Resource resource, @Nullable String etag) {}

    Answer get(String path) throws Ended {
        return read(send(request(path).GET()));
    }

    /** @return null when the server says yes and nothing else */
    @Nullable
    Answer patch(String path, @Nullable String etag, Parameters patch) throws Ended {
        var request = request(path)
                .header("Content-Type", JSON)
                .header("Prefer", "return=representation")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(parser().encodeResourceToString(patch)));
        if (etag != null) request.header("If-Match", etag);
        var reply = send(request);
        return reply.body().length == 0 ? null : read(reply);
    }

    private HttpRequest.Builder request(String path) throws Ended {
        var base = Objects.requireNonNull(settings.endpoint()).toString();
        return HttpRequest.newBuilder(URI.create((base.endsWith("/") ? base : base + "/") + path))
                .timeout(settings.timeout())
                .header("Accept", JSON)
                .header("ESANTE-API-KEY", key());
    }

    private String key() throws Ended {
        try {
            var file = settings.keyFile();
            var key = file == null ? settings.key() : Files.readString(file).strip();
            if (key != null && !key.isBlank()) return key;
        } catch (IOException e) {
            log.warn(
                    "the key of the national directory cannot be read: {}",
                    e.getClass().getSimpleName());
        }
        throw new Ended(new Reply.Refused(Trouble.KEY_REFUSED), 0);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Ended {
        try {
            inTurn();
            var reply = http.send(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
            if (reply.statusCode() / 100 == 2) return reply;
            throw new Ended(refusal(reply), reply.statusCode());
        } catch (IOException e) {
            log.info("the national directory does not answer: {}", e.getClass().getSimpleName());
            throw new Ended(new Reply.Later(Trouble.UNREACHABLE, null), 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Ended(new Reply.Later(Trouble.UNREACHABLE, null), 0);
        }
    }

    private synchronized void inTurn() throws InterruptedException {
        long wait = nextCall - System.nanoTime();
        if (wait > 0) Thread.sleep(Duration.ofNanos(wait));
        nextCall = Math.max(nextCall, System.nanoTime()) + 1_000_000_000L / settings.callsPerSecond();
    }

    private Reply refusal(HttpResponse<byte[]> reply) {
        return switch (reply.statusCode()) {
            case 401 -> new Reply.Refused(Trouble.KEY_REFUSED);
            case 403 -> new Reply.Refused(Trouble.NOT_ALLOWED);
            case 404, 410 -> new Reply.Refused(Trouble.CARRIER_UNKNOWN);
            case 412 -> new Reply.Later(Trouble.CHANGED_MEANWHILE, null);
            case 422 -> new Reply.Refused(Trouble.REFUSED);
            case 408, 425 -> new Reply.Later(Trouble.UNREACHABLE, null);
            case 429, 503 -> new Reply.Later(Trouble.BUSY, wait(reply).orElse(null));
            default ->
                reply.statusCode() >= 500
                        ? new Reply.Later(Trouble.BROKEN, wait(reply).orElse(null))
                        : new Reply.Refused(Trouble.NOT_UNDERSTOOD);
        };
    }

    /** Retry-After in seconds or as a date [RFC9110 10.2.3]. */
    private Optional<Duration> wait(HttpResponse<?> reply) {
        return reply.headers().firstValue("Retry-After").flatMap(text -> {
            try {
                var asked = text.strip().matches("\\d{1,9}")
                        ? Duration.ofSeconds(Long.parseLong(text.strip()))
                        : Duration.between(
                                clock.instant(),
                                ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
                if (asked.isNegative()) return Optional.empty();
                return Optional.of(asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked);
            } catch (DateTimeException unreadable) {
                return Optional.empty();
            }
        });
    }

    private Answer read(HttpResponse<byte[]> reply) throws Ended {
        try {
            var resource = parser().parseResource(new String(reply.body(), StandardCharsets.UTF_8));
            if (resource instanceof Resource known)
                return new Answer(known, reply.headers().firstValue("ETag").orElse(null));
        } catch (DataFormatException | IllegalArgumentException e) {
            log.info("the national directory answered something that is no FHIR");
        }
        throw new Ended(new Reply.Later(Trouble.UNREADABLE, null), reply.statusCode());
    }

    /** Unknown elements and slips are passed over: what matters is looked for by name. */
    private IParser parser() {
        var parser = fhir.newJsonParser();
        parser.setParserErrorHandler(new LenientErrorHandler(false).setErrorOnInvalidValue(false));
        return parser;
    }
}
